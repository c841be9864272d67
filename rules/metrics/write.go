package metrics

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// Encode returns the file as bytes: the same for the same metrics, in whatever order they are.
func (f File) Encode() []byte {
	var b strings.Builder
	for line := range strings.SplitSeq(f.Comment, "\n") {
		if f.Comment != "" {
			fmt.Fprintln(&b, strings.TrimRight("# "+line, " "))
		}
	}
	if f.Source != "" {
		fmt.Fprintf(&b, "source: %s\n", scalar(f.Source))
	}
	if len(f.Metrics) == 0 {
		fmt.Fprintln(&b, "metrics: {}")
		return []byte(b.String())
	}
	fmt.Fprintln(&b, "metrics:")
	all := slices.Clone(f.Metrics)
	sortMetrics(all)
	for _, m := range all {
		fmt.Fprintf(&b, "  %s: {%s}\n", scalar(m.Name), strings.Join(m.fields(), ", "))
	}
	return []byte(b.String())
}

// fields returns what is known of a metric, as KEY: VALUE.
func (m Metric) fields() []string {
	var out []string
	add := func(key, value string, known bool) {
		if known {
			out = append(out, key+": "+value)
		}
	}
	lowest, highest := m.Type.Bounds()
	add("type", string(m.Type), m.Type != Unknown)
	add("unit", m.Unit.spelling(), m.Unit.spelling() != "")
	add("labels", labelMap(m.Labels), len(m.Labels) > 0)
	add("open", "true", m.Open)
	add("min", number(m.Min), m.Min != lowest)
	add("max", number(m.Max), m.Max != highest)
	add("whole", "true", m.Whole && m.Type != Info)
	add("timestamp", "true", m.Timestamp)
	add("partOf", scalar(m.PartOf), m.PartOf != "")
	return out
}

func labelMap(all []Label) string {
	out := make([]string, len(all))
	for i, l := range all {
		out[i] = scalar(l.Name)
		if len(l.Values) > 0 {
			values := make([]string, len(l.Values))
			for j, v := range l.Values {
				values[j] = scalar(v)
			}
			out[i] += ": [" + strings.Join(values, ", ") + "]"
		}
	}
	return "{" + strings.Join(out, ", ") + "}"
}

// number returns a number as YAML spells it.
func number(v float64) string {
	switch {
	case math.IsInf(v, 1):
		return ".inf"
	case math.IsInf(v, -1):
		return "-.inf"
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// plain is text that means itself in YAML without quotes.
var plain = lazyregexp.New(`^[A-Za-z_][A-Za-z0-9_./+ -]*[A-Za-z0-9_]$|^[A-Za-z_]$`)

// scalar returns text as YAML, quoted where that may be needed.
func scalar(text string) string {
	switch strings.ToLower(text) {
	case "true", "false", "null", "yes", "no", "on", "off", "y", "n":
		return strconv.Quote(text)
	}
	if plain.MatchString(text) {
		return text
	}
	return quote(text)
}

// quote returns text in double quotes, as YAML reads them.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
