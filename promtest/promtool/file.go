package promtool

import (
	"time"

	"github.com/prometheus/prometheus/promql/parser"
	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/promtest"
	"github.com/promwright/promwright/rules"
)

// File is a test file that can be run.
type File struct {
	Path     string
	Tests    []promtest.Test
	Warnings []string // what promtool accepts in silence and few mean, each with its position
}

// suite is a test file as it is written.
type suite struct {
	ruleFiles []pattern
	interval  time.Duration
	order     []named // group_eval_order
	fuzzy     bool
	groups    []group
}

// pattern is an entry of rule_files.
type pattern struct {
	node *yaml.Node
	glob string
}

// group is a test group. The test is complete but for what the whole file decides.
type group struct {
	node   *yaml.Node
	test   promtest.Test
	used   []alertUse
	times  []evalTime // of alerts
	broken bool       // there are errors in it

	end   time.Duration // field end; endAt nil: there is none
	endAt *yaml.Node
	ours  map[int]args // the fields of expectations that are not promtool's, by their index in test.Want
	timed []timed
}

// named is a name and where it stands.
type named struct {
	node *yaml.Node
	name string
}

// evalTime is an eval_time and where it stands.
type evalTime struct {
	node *yaml.Node
	at   time.Duration
}

// alertUse is where a test names an alert.
type alertUse struct {
	named
	group named // groupname, if there is one
	fires bool  // it is expected to
}

const defaultInterval = time.Minute

// suite reads a whole file.
func (r *reader) suite(root *yaml.Node) *suite {
	s := &suite{}
	r.mapping(root, "a test file", fields{
		"rule_files": func(n *yaml.Node) {
			r.list(n, "rule_files", func(n *yaml.Node) {
				s.ruleFiles = append(s.ruleFiles, pattern{n, r.text(n, "an entry of rule_files")})
			})
		},
		"evaluation_interval": func(n *yaml.Node) { s.interval = r.duration(n, "evaluation_interval") },
		"group_eval_order":    func(n *yaml.Node) { s.order = r.order(n) },
		"fuzzy_compare":       func(n *yaml.Node) { s.fuzzy = r.boolean(n, "fuzzy_compare") },
		"tests": func(n *yaml.Node) {
			r.list(n, "tests", func(n *yaml.Node) { s.groups = append(s.groups, r.group(n)) })
		},
	})
	if s.interval == 0 {
		s.interval = defaultInterval
	}
	return s
}

// order reads group_eval_order, in which no group may stand twice.
func (r *reader) order(n *yaml.Node) []named {
	var names []named
	seen := map[string]bool{}
	r.list(n, "group_eval_order", func(n *yaml.Node) {
		name := r.text(n, "an entry of group_eval_order")
		if seen[name] {
			r.fail(n, "group %q stands twice in group_eval_order", name)
		}
		seen[name] = true
		names = append(names, named{r.resolve(n), name})
	})
	return names
}

// tests completes the tests with what the file says of all of them.
func (r *reader) tests(s *suite, source rules.Source) []promtest.Test {
	var tests []promtest.Test
	var order []string
	for _, g := range s.order {
		order = append(order, g.name)
	}
	for _, g := range s.groups {
		t := g.test
		t.Rules, t.Interval, t.GroupOrder = source, s.interval, order
		t.Compat, t.Features, t.Budget = r.options.Compat, r.options.Features, r.options.Budget
		if t.Scrape == 0 {
			t.Scrape = s.interval
		}
		r.asserts(g)
		r.offGrid(g, t.Interval)
		for i, w := range t.Want {
			if e, ok := w.(promtest.ExactSamples); ok && s.fuzzy {
				e.Fuzzy = true
				t.Want[i] = e
			}
		}
		tests = append(tests, t)
	}
	return tests
}

// syntax reads series with every optional feature of the language, as promtool does in tests.
var syntax = parser.NewParser(parser.Options{
	EnableExperimentalFunctions: true,
	EnableBinopFillModifiers:    true,
	EnableUnquotedUTF8Names:     true,
})
