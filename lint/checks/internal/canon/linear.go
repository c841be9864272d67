package canon

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// linear is a value as a sum: of terms, each with a coefficient, and a constant. Terms are in order of their forms, no two have
// the same, and no coefficient is 0.
type linear struct {
	terms []term
	shift float64
}

// term is a multiple of something that is no sum: of a selector, a function, a ratio.
type term struct {
	by    float64
	form  string
	ratio ratio // that form is; the zero ratio: none
}

// ratio is one value by another, as forms.
type ratio struct{ dividend, divisor string }

func constant(value float64) linear { return linear{shift: value} }

func atom(form string) linear { return linear{terms: []term{{by: 1, form: form}}} }

func (l linear) isConstant() bool { return len(l.terms) == 0 }

func (l linear) times(by float64) linear {
	if by == 0 {
		return linear{}
	}
	out := linear{shift: l.shift * by, terms: slices.Clone(l.terms)}
	for i := range out.terms {
		out.terms[i].by *= by
	}
	return out
}

func (l linear) plus(other linear) linear {
	all := slices.Concat(l.terms, other.terms)
	slices.SortFunc(all, func(a, b term) int { return cmp.Compare(a.form, b.form) })
	out := linear{shift: l.shift + other.shift}
	for _, t := range all {
		if last := len(out.terms) - 1; last >= 0 && out.terms[last].form == t.form {
			out.terms[last].by += t.by
			continue
		}
		out.terms = append(out.terms, t)
	}
	out.terms = slices.DeleteFunc(out.terms, func(t term) bool { return math.Abs(t.by) < 1e-12 })
	return out
}

// factor returns l as scale*form + shift, where values that differ in scale and shift alone have the same form. The scale of a
// constant is 0.
func (l linear) factor() (scale float64, form string, shift float64) {
	if l.isConstant() {
		return 0, "", l.shift
	}
	scale = l.terms[0].by
	if len(l.terms) == 1 {
		return scale, l.terms[0].form, l.shift
	}
	var b strings.Builder
	for i, t := range l.terms {
		if i > 0 {
			b.WriteString(" + ")
		}
		if by := t.by / scale; !same(by, 1) {
			b.WriteString(number(by) + "*")
		}
		b.WriteString(t.form)
	}
	return scale, "(" + b.String() + ")", l.shift
}

// product returns l as scale*form, where values that differ in scale alone have the same form.
func (l linear) product() (scale float64, form string) {
	scale, form, shift := l.factor()
	switch {
	case scale == 0:
		return shift, "1"
	case shift != 0:
		return scale, "(" + form + " + " + number(shift/scale) + ")"
	default:
		return scale, form
	}
}

// String returns what is the same for equal values.
func (l linear) String() string {
	scale, form := l.product()
	if same(scale, 1) {
		return form
	}
	return number(scale) + "*" + form
}

// number prints a number without the noise of floating point.
func number(f float64) string { return strconv.FormatFloat(f, 'g', 12, 64) }

// same reports whether two numbers are equal but for the noise of floating point.
func same(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b))
}
