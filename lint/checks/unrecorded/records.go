package unrecorded

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/lint"
	"github.com/promwright/promwright/rules/infer"
	"github.com/promwright/promwright/rules/rulefile"
)

// records knows the metrics that are recorded, by what people slip on.
type records struct {
	infer    *infer.Rules
	rules    map[string][]*rulefile.Rule // by name
	squeezed map[uint64]string           // names by a hash of their letters and digits alone
	but      map[string][]string         // names by all of their parts but one
	verdicts map[question]verdict
}

// question is a name that is not recorded, read in a file.
type question struct {
	name string
	file *rulefile.File
}

// verdict is which recorded metric was meant, and why that seems so; the zero verdict is that none was.
type verdict struct{ name, why string }

// most is how many names that differ in the same part are compared with one.
const most = 200

func index(pass *lint.Pass) *records {
	r := &records{infer: pass.Project.Infer(), rules: map[string][]*rulefile.Rule{}, squeezed: map[uint64]string{},
		but: map[string][]string{}, verdicts: map[question]verdict{}}
	for rule := range pass.Rules() {
		name := rule.Name().Value
		if rule.IsAlert() {
			continue
		}
		if r.rules[name] == nil {
			if key := squeeze(name); r.squeezed[key] == "" {
				r.squeezed[key] = name
			}
			for _, key := range butOne(name) {
				r.but[key] = append(r.but[key], name)
			}
		}
		r.rules[name] = append(r.rules[name], rule)
	}
	return r
}

// squeeze returns a hash (FNV-1a) of the letters and digits of a name, whatever their case: every metric that is read is looked up.
func squeeze(name string) uint64 {
	hash := uint64(14695981039346656037)
	for i := range len(name) {
		c := name[i]
		if c == ':' || c == '_' {
			continue
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		hash = (hash ^ uint64(c)) * 1099511628211
	}
	return hash
}

// butOne returns the name with each part that colons separate left out in turn; nothing for a name without colons.
func butOne(name string) []string {
	parts := strings.Split(name, ":")
	if len(parts) == 1 {
		return nil
	}
	keys := make([]string, len(parts))
	for i := range parts {
		keys[i] = strings.Join(parts[:i], ":") + ":\x00:" + strings.Join(parts[i+1:], ":")
	}
	return keys
}

// meant returns the recorded metric that a name was probably meant to be, and why; empty if none is near.
func (r *records) meant(name string, reader *rulefile.Rule) (string, string) {
	if near := r.squeezed[squeeze(name)]; near != "" && strings.Contains(near, ":") {
		return near, "did you mean " + near + "?"
	}
	if !strings.Contains(name, ":") {
		return "", ""
	}
	q := question{name, reader.File}
	v, ok := r.verdicts[q]
	if !ok {
		v = r.judge(q)
		r.verdicts[q] = v
	}
	return v.name, v.why
}

// judge compares a name with colons with those that differ from it in one part.
func (r *records) judge(q question) verdict {
	parts := strings.Split(q.name, ":")
	var unread, beside []string
	for i, key := range butOne(q.name) {
		candidates := r.but[key]
		for _, candidate := range candidates[:min(most, len(candidates))] {
			a, b := parts[i], strings.Split(candidate, ":")[i]
			sameFile := r.rules[candidate][0].File == q.file
			switch {
			case slip(a, b):
				return verdict{candidate, "did you mean " + candidate + "?"}
			case r.unread(candidate) && (sameFile || alike(a, b)):
				unread = append(unread, candidate)
			case sameFile && i == len(parts)-1 && i > 1:
				beside = append(beside, candidate)
			}
		}
	}
	switch {
	case len(unread) == 1:
		return verdict{unread[0], "was it renamed to " + unread[0] + ", which nothing reads?"}
	case len(unread) == 0 && len(beside) > 0:
		return verdict{beside[0], "of this metric the file records " + strings.Join(beside, ", ")}
	}
	return verdict{}
}

// beside returns a metric that the expression of a rule reads, too, that its file records, and that differs from name in the part
// between the first and the last colon alone; empty if there is none.
func (r *records) beside(name string, reader *rulefile.Rule) string {
	first, last := strings.IndexByte(name, ':'), strings.LastIndexByte(name, ':')
	if first <= 0 || first == last {
		return ""
	}
	expr, err := reader.Query()
	if err != nil {
		return ""
	}
	found := ""
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		e, ok := node.(*parser.VectorSelector)
		if !ok || found != "" || !strings.HasPrefix(e.Name, name[:first+1]) || !strings.HasSuffix(e.Name, name[last:]) || strings.Count(e.Name, ":") != strings.Count(name, ":") {
			return nil
		}
		if recorders := r.rules[e.Name]; len(recorders) > 0 && recorders[0].File == reader.File {
			found = e.Name
		}
		return nil
	})
	return found
}

// unread reports whether no rule reads a recorded metric.
func (r *records) unread(name string) bool {
	return !slices.ContainsFunc(r.rules[name], func(rule *rulefile.Rule) bool { return len(r.infer.Readers(rule)) > 0 })
}

// slip reports whether two parts of names differ as a mistyped word does: in a plural, or in a letter or two, not in digits, as rate5m and
// rate1m do, and not as two words that are both right, as min and max.
func slip(a, b string) bool {
	if len(a) > 2 && len(b) > 2 && (a == b+"s" || b == a+"s") {
		return true
	}
	if len(a) < 4 || len(b) < 4 || digits(a) != digits(b) {
		return false
	}
	distance := levenshtein.ComputeDistance(a, b)
	return distance == 1 || distance == 2 && min(len(a), len(b)) >= 8
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// alike reports whether two parts of names have a word in common, numbers aside.
func alike(a, b string) bool {
	words := func(s string) []string {
		return strings.FieldsFunc(s, func(r rune) bool { return r == '_' || r >= '0' && r <= '9' })
	}
	others := words(b)
	return slices.ContainsFunc(words(a), func(word string) bool { return len(word) > 2 && slices.Contains(others, word) })
}
