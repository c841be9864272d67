package rulefile

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// chartKeys are the keys of kube-prometheus-stack below which there are rule groups and nothing else.
var chartKeys = []string{"additionalPrometheusRulesMap", "additionalPrometheusRules"}

// values reads the groups that stand at any depth of a document, as in Helm values, and says whether there are any.
func (r *reader) values(it item) bool { return r.search(it, false) }

// search reads the groups below a node. Where sure is set, whatever is called groups is meant as such. Aliases are not followed: what they
// stand for stands somewhere else.
func (r *reader) search(it item, sure bool) (found bool) {
	for i, n := range it.Content {
		if n.Kind != yaml.MappingNode && n.Kind != yaml.SequenceNode {
			continue
		}
		key := ""
		if it.Kind == yaml.MappingNode {
			if i%2 == 0 {
				continue // of a key
			}
			key = it.Content[i-1].Value
		}
		child := r.child(it, n)
		if key == "groups" && (holdsRules(n) || sure && n.Kind == yaml.SequenceNode) {
			r.groups(child, recognise(item{Node: &yaml.Node{}}, child, inValues))
			found = true
			continue
		}
		if r.search(child, sure || slices.Contains(chartKeys, key)) {
			found = true
		}
	}
	return found
}

// holdsRules says whether a node is a list of rule groups: one of them has a rule.
func holdsRules(n *yaml.Node) bool {
	for _, group := range mappings(n) {
		for _, rule := range mappings(valueOf(group, "rules")) {
			if valueOf(rule, "expr") != nil || valueOf(rule, "alert") != nil || valueOf(rule, "record") != nil {
				return true
			}
		}
	}
	return false
}
