package rulefile

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// dialect is the rule files of one program, or the objects of one kind: which fields they may have, in the order in which messages list them.
type dialect struct {
	kind  Kind
	api   string // what the apiVersion of an object must start with, where the kind alone says too little
	of    string // what messages add to "a group" and "a rule"
	file  []string
	group []string
	rule  []string

	metricsQL bool // expressions and durations are read as VictoriaMetrics reads them
}

var (
	fileFields  = []string{"groups"}
	groupFields = []string{"name", "interval", "query_offset", "limit", "labels", "rules"}
	ruleFields  = []string{"record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations"}

	mimirGroup = []string{"source_tenants", "evaluation_delay", "align_evaluation_time_on_interval", "align_execution_time_on_interval", "remote_write"}
	vmGroup    = []string{"name", "interval", "limit", "labels", "type", "concurrency", "eval_offset", "eval_delay", "eval_alignment", "tenant",
		"params", "headers", "notifier_headers", "rules"}
	vmRule = with(ruleFields, "debug", "update_entries_limit")
)

// plain are the dialects of plain rule files. The first is what a file is whose fields tell nothing else.
var plain = []*dialect{
	{kind: RuleFile, file: fileFields, group: groupFields, rule: ruleFields},
	{kind: Thanos, of: " of a Thanos rule file", file: fileFields, group: with(groupFields, "partial_response_strategy"), rule: ruleFields},
	{kind: Mimir, of: " of a Mimir rule file", file: with(fileFields, "namespace"), group: with(groupFields, mimirGroup...), rule: ruleFields},
	{kind: VMAlert, of: " of a vmalert rule file", file: fileFields, group: with(vmGroup, "debug"), rule: vmRule, metricsQL: true},
}

// objects are the Kubernetes objects that hold groups in their spec.
var objects = []*dialect{
	{kind: PrometheusRule, file: fileFields, group: with(groupFields, "partial_response_strategy"), rule: ruleFields},
	{kind: VMRule, of: " of a VMRule", file: fileFields, group: vmGroup, rule: vmRule, metricsQL: true},
	managed(Rules), managed(ClusterRules), managed(GlobalRules),
}

// inValues are the dialects of groups in Helm values, where the chart makes an object of them.
var inValues = append([]*dialect{objects[0]}, plain[2:]...)

// managed is an object of Google Managed Prometheus.
func managed(kind Kind) *dialect {
	return &dialect{
		kind: kind, api: "monitoring.googleapis.com/", of: " of " + string(kind), file: fileFields,
		group: []string{"name", "interval", "rules"}, rule: []string{"record", "alert", "expr", "for", "labels", "annotations"},
	}
}

func with(fields []string, more ...string) []string { return append(slices.Clone(fields), more...) }

// recognise returns the dialect that knows most of the fields by which they differ: the first of those that know as many.
func recognise(file, groups item, dialects []*dialect) *dialect {
	votes := make([]int, len(dialects))
	vote := func(n *yaml.Node, common map[string]bool, fields func(*dialect) []string) {
		for i := 0; i+1 < len(n.Content); i += 2 {
			key := n.Content[i].Value
			if common[key] {
				continue
			}
			for d := range dialects {
				if slices.Contains(fields(dialects[d]), key) {
					votes[d]++
				}
			}
		}
	}
	vote(file.Node, commonFile, func(d *dialect) []string { return d.file })
	for _, group := range mappings(groups.Node) {
		vote(group, commonGroup, func(d *dialect) []string { return d.group })
		for _, rule := range mappings(valueOf(group, "rules")) {
			vote(rule, commonRule, func(d *dialect) []string { return d.rule })
		}
	}
	return dialects[slices.Index(votes, slices.Max(votes))]
}

// The fields that tell no dialect from another.
var commonFile, commonGroup, commonRule = set(fileFields), set(groupFields), set(ruleFields)

func set(names []string) map[string]bool {
	all := make(map[string]bool, len(names))
	for _, name := range names {
		all[name] = true
	}
	return all
}

// mappings returns the elements of a list that are mappings, without those of aliases, which stand somewhere else already.
func mappings(list *yaml.Node) []*yaml.Node {
	if list == nil || list.Kind != yaml.SequenceNode {
		return nil
	}
	if !slices.ContainsFunc(list.Content, func(n *yaml.Node) bool { return n.Kind != yaml.MappingNode }) {
		return list.Content
	}
	var found []*yaml.Node
	for _, n := range list.Content {
		if n.Kind == yaml.MappingNode {
			found = append(found, n)
		}
	}
	return found
}

// valueOf returns the value of a key of a mapping, nil where it has none.
func valueOf(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if k := mapping.Content[i]; k.Kind == yaml.ScalarNode && k.Value == key {
			return mapping.Content[i+1]
		}
	}
	return nil
}
