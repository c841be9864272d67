package rulefile

import (
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// forms checks the values of the fields that only some dialects have.
var forms = map[string]func(*reader, field){
	"type":                              func(r *reader, f field) { vmType(r, f) },
	"tenant":                            func(r *reader, f field) { r.value(f) },
	"namespace":                         func(r *reader, f field) { r.value(f) },
	"eval_offset":                       func(r *reader, f field) { r.duration(f) },
	"eval_delay":                        func(r *reader, f field) { r.duration(f) },
	"evaluation_delay":                  func(r *reader, f field) { r.duration(f) },
	"concurrency":                       func(r *reader, f field) { r.integer(f) },
	"update_entries_limit":              func(r *reader, f field) { r.integer(f) },
	"debug":                             boolean,
	"eval_alignment":                    boolean,
	"align_evaluation_time_on_interval": boolean,
	"align_execution_time_on_interval":  boolean,
	"params":                            func(r *reader, f field) { r.fields(f.value, "params") },
	"headers":                           list,
	"notifier_headers":                  list,
	"remote_write":                      list,
}

var (
	partialResponseStrategy = oneOf("abort", "warn")
	vmType                  = oneOf(vmTypes...)
)

func list(r *reader, f field) { r.elements(f.value, f.key.Value) }

// textList returns a list of text; elements that are none are reported.
func (r *reader) textList(f field) (texts []Scalar) {
	for _, it := range r.elements(f.value, f.key.Value) {
		if it.Kind != yaml.ScalarNode || it.null() {
			r.fail(it.Node, "%s must be a list of text: %s is none", f.key.Value, it.kind())
			continue
		}
		texts = append(texts, r.scalar(it))
	}
	return texts
}

func boolean(r *reader, f field) {
	if s := r.value(f); s.Present() && !s.Templated() && f.value.Decode(new(bool)) != nil {
		r.fail(f.value.Node, "%s %q is neither true nor false", f.key.Value, s.Value)
	}
}

// oneOf is the form of a field with few possible values, or none; case does not count, as it does not for the programs that read them.
func oneOf(allowed ...string) func(*reader, field) Scalar {
	pattern := regexp.MustCompile(`^(?i)(` + strings.Join(allowed, "|") + `)?$`)
	return func(r *reader, f field) Scalar {
		s := r.value(f)
		if !pattern.MatchString(s.Value) && !s.Templated() {
			r.fail(f.value.Node, "%s %q is not known: allowed are %s", f.key.Value, s.Value, strings.Join(allowed, ", "))
		}
		return s
	}
}

// vmDuration is a duration as VictoriaMetrics reads it: with fractions, and in seconds where it has no unit.
var vmDuration = lazyregexp.New(`^(\d+(\.\d+)?(ms|[smhdwy])?)+$`)

// value returns the text of a field; absent for null and, reported, for what is no text.
func (r *reader) value(f field) Scalar {
	switch {
	case f.value.null():
		return Scalar{}
	case f.value.Kind != yaml.ScalarNode:
		r.fail(f.value.Node, "%s must be text, not %s", f.key.Value, f.value.kind())
		return Scalar{}
	}
	return r.scalar(f.value)
}

func (r *reader) duration(f field) Scalar {
	s := r.value(f).lasting()
	if !s.isDuration() && !s.Templated() && !(r.dialect.metricsQL && vmDuration.MatchString(s.Value)) {
		r.fail(f.value.Node, "%s %q is not a duration: write it as 30s, 5m or 1h30m", f.key.Value, s.Value)
	}
	return s
}

func (r *reader) integer(f field) Scalar {
	s := r.value(f)
	var n int
	if s.Present() && !s.Templated() && f.value.Decode(&n) != nil {
		r.fail(f.value.Node, "%s %q is not an integer", f.key.Value, s.Value)
	}
	return s
}
