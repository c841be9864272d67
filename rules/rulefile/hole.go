package rulefile

import (
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Templated says whether a part of the scalar is what an action of a Helm template prints. Value holds something in its place that fits there
// and means nothing: whatever follows from it is unknown.
func (s Scalar) Templated() bool {
	if !s.Present() || len(s.mark.text.holes) == 0 {
		return false
	}
	l := s.layout()
	return len(within(s.mark.text.holes, l.start, max(l.end, l.stop))) > 0
}

// within returns the holes that have a byte from start up to end.
func within(holes []hole, start, end int) []hole {
	first := sort.Search(len(holes), func(n int) bool { return holes[n].end > start })
	last := sort.Search(len(holes), func(n int) bool { return holes[n].start >= end })
	return holes[first:max(first, last)]
}

// holes returns the holes of the scalar, as stretches of Value.
func (s Scalar) holes() []hole {
	if !s.Templated() {
		return nil
	}
	var found []hole
	var last extent // of the text, what the last one found is of
	for _, g := range s.layout().segments {
		for _, h := range within(s.mark.text.holes, int(g.file), int(g.file+g.fileLen)) {
			start, end := int(g.value), int(g.value+g.valueLen)
			if g.verbatim {
				moved := int(g.value - g.file)
				start, end = max(start, h.start+moved), min(end, h.end+moved)
			}
			if n := len(found) - 1; n >= 0 && last == h.extent {
				found[n].end = end
				continue
			}
			last = h.extent
			h.extent = extent{start, end}
			found = append(found, h)
		}
	}
	return found
}

// isHole says whether the scalar is what an action prints, and nothing else.
func (s Scalar) isHole() bool {
	holes := s.holes()
	return len(holes) == 1 && holes[0].start == 0 && holes[0].end == len(strings.TrimRight(s.Value, lineBreaks))
}

// fill returns the scalar with other texts in its holes. Where they stand, stands the action.
func (s Scalar) fill(holes []hole, texts []string) Scalar {
	var b strings.Builder
	var segments []segment
	add := func(text string, from, to int, verbatim bool) {
		if text != "" {
			segments = append(segments, segment{int32(b.Len()), int32(len(text)), int32(from), int32(to - from), verbatim, false})
			b.WriteString(text)
		}
	}
	done := 0
	for i, h := range holes {
		add(s.Value[done:h.start], done, h.start, true)
		add(texts[i], h.start, h.end, false)
		done = h.end
	}
	add(s.Value[done:], done, len(s.Value), true)
	m := &mark{text: &text{src: []byte(s.Value), outer: s, holes: holes}, style: templateStyle}
	m.once.Do(func() {
		m.layout = &layout{segments: segments, end: len(s.Value), stop: len(s.Value), exact: true}
	})
	return Scalar{Value: b.String(), mark: m}
}

// named returns a name with its actions as they are written in its holes, for people.
func (s Scalar) named() Scalar {
	holes := s.holes()
	if len(holes) == 0 {
		return s
	}
	texts := make([]string, len(holes))
	for i, h := range holes {
		texts[i] = h.action
	}
	return s.fill(holes, texts)
}

// lasting returns a duration, or a number, with one in its holes that is unlikely to be too short for anything.
func (s Scalar) lasting() Scalar {
	holes := s.holes()
	if len(holes) == 0 {
		return s
	}
	for _, text := range []string{"1h", "60"} {
		texts := make([]string, len(holes))
		for i := range texts {
			texts[i] = text
		}
		if filled := s.fill(holes, texts); filled.isDuration() {
			return filled
		}
	}
	return s
}

func (s Scalar) isDuration() bool {
	_, err := s.Duration()
	return err == nil
}

// isHole says whether a node is what an action prints, and nothing else.
func (r *reader) isHole(n *yaml.Node) bool {
	if n == nil || n.Kind != yaml.ScalarNode || len(r.text.holes) == 0 {
		return false
	}
	start := r.offset(n)
	if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		start++
	}
	holes := within(r.text.holes, start, start+1)
	return len(holes) == 1 && holes[0].start <= start && start+len(n.Value) <= holes[0].end
}

// isOpen says whether a key is at least in part what an action prints.
func (r *reader) isOpen(key item) bool {
	return len(r.text.holes) > 0 && r.scalar(key).Templated()
}
