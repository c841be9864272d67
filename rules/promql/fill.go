package promql

import "github.com/prometheus/prometheus/promql/parser"

// FillMatching is a matching that fills in what one side does not have.
type FillMatching struct{ m *matching }

func (FillMatching) matching() {}

// Fill takes series that one side of an operator lacks as n: a.Add(b, promql.Experimental.Fill(promql.On("job"), 0)) has a sum where either
// has a series. [Ignoring] without labels matches by all labels, as without a matching.
func (Experiments) Fill(m Matching, n Num) FillMatching {
	return filled("Fill", m, func(f *parser.VectorMatchFillValues) { f.LHS, f.RHS = new(float64(n)), new(float64(n)) })
}

// FillLeft takes series that the left side of an operator lacks as n.
func (Experiments) FillLeft(m Matching, n Num) FillMatching {
	return filled("FillLeft", m, func(f *parser.VectorMatchFillValues) { f.LHS = new(float64(n)) })
}

// FillRight takes series that the right side of an operator lacks as n.
func (Experiments) FillRight(m Matching, n Num) FillMatching {
	return filled("FillRight", m, func(f *parser.VectorMatchFillValues) { f.RHS = new(float64(n)) })
}

func filled(call string, m Matching, fill func(*parser.VectorMatchFillValues)) FillMatching {
	matches, errs := matchingOf(call, m)
	fill(&matches.FillValues)
	return FillMatching{&matching{VectorMatching: matches, errs: errs}}
}
