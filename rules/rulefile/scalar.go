package rulefile

import (
	"sync"
	"time"

	"github.com/prometheus/common/model"
	"go.yaml.in/yaml/v3"
)

// Scalar is a text of a rule file: an expression, a name, a label value. Every byte of Value knows its place in the file.
//
// The zero Scalar is one that the file does not have.
type Scalar struct {
	Value string // as Prometheus reads it: unquoted, unescaped, folded; see [Scalar.Templated]
	mark  *mark
}

// mark says where and how a scalar is written.
type mark struct {
	text   *text
	start  int32      // offset in text of the scalar, or of its anchor or tag
	style  yaml.Style // of the scalar
	flow   bool       // inside [] or {}
	shared bool       // also read at another place of the file, through an alias

	once   sync.Once
	layout *layout
}

// Map is a mapping of a rule file in written order, without the pairs that later keys or a merge hide.
type Map []Pair

// Pair is a key of a [Map] and its value.
type Pair struct{ Key, Value Scalar }

// Run is a stretch of a scalar that stands in the file as it stands in the value: Value[Value:Value+Len] == file[File:File+Len].
type Run struct{ Value, File, Len int }

// Values returns the values by their keys, nil if there are none.
func (m Map) Values() map[string]string {
	if len(m) == 0 {
		return nil
	}
	values := make(map[string]string, len(m))
	for _, p := range m {
		values[p.Key.Value] = p.Value.Value
	}
	return values
}

// Get returns the value of a key.
func (m Map) Get(key string) (Scalar, bool) {
	for _, p := range m {
		if p.Key.Value == key {
			return p.Value, true
		}
	}
	return Scalar{}, false
}

// Present says whether the file has the scalar. A null counts as absent, as it does in Prometheus.
func (s Scalar) Present() bool { return s.mark != nil }

// Flow says whether the scalar stands inside [] or {}, as everything in JSON does: no block scalar can be in its place.
func (s Scalar) Flow() bool { return s.Present() && s.mark.flow }

// Plain says whether the scalar is written without quotes, tag or block header, so that readers of YAML may take it for something else
// than text.
func (s Scalar) Plain() bool { return s.Present() && s.mark.style == 0 }

// layout returns where the bytes of s stand, found when first asked for.
func (s Scalar) layout() *layout {
	m := s.mark
	m.once.Do(func() {
		m.layout = scan(m.text.src, m.text.json, int(m.start), m.style, s.Value)
	})
	return m.layout
}

// Pos returns the place of byte i of Value, 0 <= i <= len(Value). A byte that comes from an escape is where the escape starts, a byte
// that comes from a folded line break is at the break. The zero Pos is returned for an absent scalar.
func (s Scalar) Pos(i int) Pos {
	if !s.Present() {
		return Pos{}
	}
	return s.mark.text.pos(s.layout().at(i))
}

// Span returns the place of Value[from:to]: from its first byte up to the end of its last, escapes whole.
func (s Scalar) Span(from, to int) Span {
	if !s.Present() {
		return Span{}
	}
	l := s.layout()
	start := l.at(from)
	return s.mark.text.span(start, max(start, l.after(max(from, to))))
}

// Whole returns the place of the scalar as written, with its quotes or its block header.
func (s Scalar) Whole() Span {
	if !s.Present() {
		return Span{}
	}
	if s.mark.style == templateStyle {
		return s.mark.text.outer.Whole()
	}
	l := s.layout()
	return s.mark.text.span(l.start, l.end)
}

// Runs returns the stretches of Value that stand in the file unchanged, in order.
func (s Scalar) Runs() []Run {
	if !s.Present() || s.mark.text.quanta != nil {
		return nil
	}
	var runs []Run
	for _, g := range s.layout().segments {
		if g.verbatim {
			runs = append(runs, Run{Value: int(g.value), File: int(g.file), Len: int(g.valueLen)})
		}
	}
	if outer := s.mark.text.outer; outer.Present() {
		return through(runs, outer.Runs())
	}
	return runs
}

// through returns where runs stand in the file, if their File offsets are offsets of a value with the runs outer.
func through(runs, outer []Run) []Run {
	var composed []Run
	for len(runs) > 0 && len(outer) > 0 {
		r, o := runs[0], outer[0]
		start, end := max(r.File, o.Value), min(r.File+r.Len, o.Value+o.Len)
		if start < end {
			composed = append(composed, Run{Value: r.Value + start - r.File, File: o.File + start - o.Value, Len: end - start})
		}
		if r.File+r.Len < o.Value+o.Len {
			runs = runs[1:]
		} else {
			outer = outer[1:]
		}
	}
	return composed
}

// Duration returns the scalar as a Prometheus duration such as 1h30m; 0 if it is absent.
func (s Scalar) Duration() (time.Duration, error) {
	if !s.Present() {
		return 0, nil
	}
	d, err := model.ParseDuration(s.Value)
	return time.Duration(d), err
}
