package rulefile

import (
	"fmt"
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// Language is what an expression is written in, in the words in which people are told.
type Language string

// The languages that rules are written in. Only PromQL is parsed.
const (
	PromQL    Language = "PromQL"
	MetricsQL Language = "MetricsQL" // of VictoriaMetrics, where PromQL does not have it
	LogQL     Language = "LogQL"     // of Loki
	LogsQL    Language = "LogsQL"    // of VictoriaLogs
	Graphite  Language = "Graphite"
)

// vmTypes are the values of the field type of a group of VictoriaMetrics; vmLanguage says what its expressions are, where that is sure.
var (
	vmTypes    = []string{"prometheus", "graphite", "vlogs"}
	vmLanguage = map[string]Language{"graphite": Graphite, "vlogs": LogsQL}
)

// Reader names the program that reads a language.
func (l Language) Reader() string {
	return map[Language]string{PromQL: "Prometheus", MetricsQL: "vmalert", LogQL: "Loki", LogsQL: "vmalert", Graphite: "vmalert"}[l]
}

// Language returns the language of the expression. It is the group's where that says so; otherwise an expression that the PromQL parser
// refuses is MetricsQL if it has what only MetricsQL has and its file may be one for vmalert. Whatever else is wrong is wrong PromQL.
func (r *Rule) Language() Language {
	if l := r.groupLanguage(); l != "" {
		return l
	}
	if _, err := r.Query(); err != nil && len(r.Expr.Value) <= maxExprSize && r.mayBeMetricsQL() && isMetricsQL(r.Expr.Value, err, r.Group.metricsQL) {
		return MetricsQL
	}
	return PromQL
}

func (r *Rule) groupLanguage() Language {
	if r.Group == nil {
		return ""
	}
	return r.Group.language
}

func (r *Rule) mayBeMetricsQL() bool {
	return r.Group != nil && (r.Group.metricsQL || r.Group.Kind == RuleFile)
}

// otherLanguage is the error of an expression that is not parsed because of its language.
func (r *Rule) otherLanguage(l Language) error {
	return refused(r.Expr.Value, 0, fmt.Errorf("the expression is %s, not PromQL", l))
}

// speakLogQL marks the groups of a document whose expressions are LogQL: one surely is, and none of the others selects a metric by name, as
// nothing in LogQL does. Where one does, the file is one for Prometheus, and LogQL in it a mistake.
func speakLogQL(groups []*Group) {
	some := false
	for _, g := range groups {
		some = some || slices.ContainsFunc(g.Rules, func(r *Rule) bool { return isLogQL(r.Expr.Value) })
	}
	if !some {
		return
	}
	for _, g := range groups {
		for _, r := range g.Rules {
			if r.selectsMetric() {
				return
			}
		}
	}
	for _, g := range groups {
		g.language = LogQL
	}
}

// selectsMetric says whether the expression selects a metric by its name or, where PromQL and LogQL refuse it, does not select streams.
func (r *Rule) selectsMetric() bool {
	e, err := r.Query()
	if err != nil {
		return !isLogQL(r.Expr.Value) && !streams.MatchString(code(r.Expr.Value))
	}
	found := false
	parser.Inspect(e, func(n parser.Node, _ []parser.Node) error {
		if v, ok := n.(*parser.VectorSelector); ok && v.Name != "" {
			found = true
		}
		return nil
	})
	return found
}

// streams matches a selector without the name of a metric.
var streams = lazyregexp.New(`(?:^|[^\w\s])\s*\{`)

// lokiFile returns the kind of a plain rule file, given its groups: of whose fields its fields are, or of Loki.
func lokiFile(kind Kind, groups []*Group) Kind {
	if len(groups) == 0 || groups[0].language != LogQL {
		return kind
	}
	for _, g := range groups {
		g.Kind = Loki
	}
	return Loki
}
