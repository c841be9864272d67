package grow

import (
	"math"

	"github.com/prometheus/prometheus/promql/parser"
)

func (g Grower) labelNames() []string {
	return []string{"a", "job", "on", "by", "inf", "NaN", "bool", "offset", "step", "min_of", "k8s.pod", "größe", "__x__"}
}

func (g Grower) labels() []string {
	names := []string{}
	for range g.IntN(3) {
		names = append(names, OneOf(g, g.labelNames()...))
	}
	return names
}

func (g Grower) number() parser.Expr {
	if g.Once(8) {
		return &parser.NumberLiteral{Duration: true, Val: OneOf(g, 300, 0.001, -90, 1e-5, 86400*365, 0)}
	}
	return &parser.NumberLiteral{Val: OneOf(g, 0, 1, -1, 20, 0.1, -2.5, 1e-7, 1e21, 1.5e300, 1e18, 9007199254740993, math.Inf(1), math.Inf(-1), math.NaN(), math.Copysign(0, -1),
		math.SmallestNonzeroFloat64, math.MaxFloat64, g.NormFloat64())}
}

func (g Grower) string() parser.Expr {
	return &parser.StringLiteral{Val: OneOf(g, "", "a", `\d`, "a\"b", "line\nbreak", "ü", "$1", "# no comment", "tab\t", "\xff")}
}
