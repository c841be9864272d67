package labeltypo

import (
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/lint/checks/internal/matcher"
	"github.com/promwright/promwright/rules/metrics"
	"github.com/promwright/promwright/rules/rulefile"
)

// names is what a project calls its labels and annotations.
type names struct {
	labels, annotations usage
	real                map[string]bool // labels that surely exist: of known metrics, or made by a function
}

// usage counts the rules that use a name.
type usage map[string]*counter

type counter struct {
	rules int
	last  *rulefile.Rule
}

func (u usage) add(name string, rule *rulefile.Rule) {
	c := u[name]
	if c == nil {
		c = &counter{}
		u[name] = c
	}
	if c.last != rule {
		c.rules, c.last = c.rules+1, rule
	}
}

// count reads all names of a project.
func count(pass *lint.Pass) *names {
	n := &names{labels: usage{}, annotations: usage{}, real: map[string]bool{}}
	db := pass.Project.Metrics
	if db == nil {
		db = metrics.Default()
	}
	seen := map[string]bool{} // metrics
	for rule := range pass.Rules() {
		for _, pair := range slices.Concat(rule.Group.Labels, rule.Labels) {
			n.labels.add(pair.Key.Value, rule)
		}
		for _, pair := range rule.Annotations {
			n.annotations.add(pair.Key.Value, rule)
			for _, label := range mentioned(pair.Value.Value) {
				n.labels.add(label.name, rule)
			}
		}
		expr, err := rule.Query()
		if err != nil {
			continue
		}
		for node := range matcher.Nodes(expr) {
			n.node(node, rule)
			s, ok := node.(*parser.VectorSelector)
			if !ok || seen[matcher.Metric(s)] {
				continue
			}
			seen[matcher.Metric(s)] = true
			for _, label := range db.Series(matcher.Metric(s)).Labels {
				n.real[label.Name] = true
			}
		}
	}
	return n
}

// node reads the names that a node of an expression has.
func (n *names) node(node parser.Node, rule *rulefile.Rule) {
	switch e := node.(type) {
	case *parser.VectorSelector:
		for _, m := range e.LabelMatchers {
			if m.Name != model.MetricNameLabel {
				n.labels.add(m.Name, rule)
			}
		}
	case *parser.AggregateExpr:
		for _, label := range e.Grouping {
			n.labels.add(label, rule)
		}
		if label, ok := e.Param.(*parser.StringLiteral); ok {
			n.real[label.Val] = true // of count_values
		}
	case *parser.BinaryExpr:
		if e.VectorMatching != nil {
			for _, label := range slices.Concat(e.VectorMatching.MatchingLabels, e.VectorMatching.Include) {
				n.labels.add(label, rule)
			}
		}
	case *parser.Call:
		if made, ok := literal(e, 1); ok && strings.HasPrefix(e.Func.Name, "label_") {
			n.real[made] = true
		}
	}
}

// literal returns an argument of a call that is a string.
func literal(e *parser.Call, i int) (string, bool) {
	if i >= len(e.Args) {
		return "", false
	}
	s, ok := e.Args[i].(*parser.StringLiteral)
	if !ok {
		return "", false
	}
	return s.Val, true
}

// typo is what a name was probably meant to be.
type typo struct {
	word   string
	usedBy int // rules
}

// A name that at most some rules use is an error where it is near to a well-known one; however many use it, it is one where many
// rules, and many times as many, use the other.
const (
	some  = 3
	many  = 5
	times = 5
)

// typos returns the names that are typing errors of words, or of what the project itself uses often. What is real is none.
func (u usage) typos(words []string, real map[string]bool) map[string]typo {
	known := set(words, others)
	often := slices.Clone(words)
	for name, c := range u {
		if c.rules >= many && !known[name] {
			often = append(often, name)
		}
	}
	for name := range real {
		if !known[name] {
			often = append(often, name)
		}
	}
	slices.Sort(often)
	index := newIndex(slices.Compact(often))
	found := map[string]typo{}
	better := func(a, b string) bool { return u.of(a) > u.of(b) || u.of(a) == u.of(b) && a < b }
	for name, c := range u {
		if known[name] || real[name] {
			continue
		}
		word := index.nearest(name, better)
		isWellKnown := (known[word] || real[word]) && !strings.EqualFold(name, word)
		if word != "" && (isWellKnown && c.rules <= some || u.of(word) >= max(many, times*c.rules)) {
			found[name] = typo{word, u.of(word)}
		}
	}
	return found
}

// of returns how many rules use a name.
func (u usage) of(name string) int {
	if c := u[name]; c != nil {
		return c.rules
	}
	return 0
}
