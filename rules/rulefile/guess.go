package rulefile

import (
	"sort"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// maxGuessed is how many bytes of the expressions of a template are parsed in search of what fits into their holes.
const maxGuessed = 4 << 20

// maxGuesses is how often one expression is.
const maxGuesses = 60

// guess returns the expression of a rule with something in its holes with which it parses, and whether the labels of its series may depend on
// them. ok is false if nothing fits, so that nobody can tell what is wrong.
func (r *reader) guess(expr Scalar) (filled Scalar, opaque, ok bool) {
	holes := expr.holes()
	if len(holes) == 0 {
		return expr, false, true
	}
	g := &guesser{expr: expr, holes: holes, kinds: places(expr.Value, holes), metricsQL: r.dialect.metricsQL}
	for i, k := range g.kinds {
		g.texts = append(g.texts, k.texts(expr.Value, holes[i]))
		opaque = opaque || k.opaque() || holes[i].block
	}
	g.chosen = make([]int, len(holes))
	filled, ok = g.search(&r.file.guessed)
	return filled, opaque || g.unlikely(), ok
}

// guesser looks for texts that fit into the holes of an expression.
type guesser struct {
	expr   Scalar
	holes  []hole
	kinds  []placed
	texts  [][]string // that may fit into each hole, likely ones first
	chosen []int      // of texts

	metricsQL bool // VictoriaMetrics reads the expression
}

func (g *guesser) fill() Scalar {
	texts := make([]string, len(g.holes))
	for i, n := range g.chosen {
		texts[i] = g.texts[i][n]
	}
	return g.expr.fill(g.holes, texts)
}

// unlikely says whether what fits is not what is usually there, and labels may depend on it.
func (g *guesser) unlikely() bool {
	for i, n := range g.chosen {
		if n > 0 && g.kinds[i] != asMatcher && g.kinds[i] != asRange {
			return true
		}
	}
	return false
}

// search tries texts: where an expression does not parse, others in the last hole that the parser has seen, and then in those before it. Where the
// parser stops before the first hole, the expression is wrong whatever is in the holes, and is returned as it is.
func (g *guesser) search(spent *int) (Scalar, bool) {
	for range maxGuesses {
		filled := g.fill()
		*spent += len(filled.Value)
		if tooLarge(filled.Value) != nil {
			return filled, true
		}
		_, err := promqlParser.ParseExpr(filled.Value)
		if err == nil || isLogQL(filled.Value) || g.metricsQL && isMetricsQL(filled.Value, err, true) {
			return filled, true
		}
		errs, ok := err.(parser.ParseErrors)
		if !ok || len(errs) == 0 || *spent > maxGuessed {
			break
		}
		seen := g.before(filled, errs[0])
		if seen < 0 {
			clear(g.chosen)
			return g.fill(), true
		}
		if !g.next(seen) {
			break
		}
	}
	return g.expr, false
}

// before returns the last hole that starts before the parser has stopped, -1 where none does.
func (g *guesser) before(filled Scalar, err parser.ParseErr) int {
	last := int(err.PositionRange.End) - 1
	if strings.HasPrefix(err.Err.Error(), "unexpected character") { // its range is all that follows
		last = int(err.PositionRange.Start)
	}
	stopped := filled.layout().at(max(last, int(err.PositionRange.Start)))
	return sort.Search(len(g.holes), func(n int) bool { return g.holes[n].start > stopped }) - 1
}

// next chooses the next texts, counting from hole n down.
func (g *guesser) next(n int) bool {
	for ; n >= 0; n-- {
		if g.chosen[n]+1 < len(g.texts[n]) {
			g.chosen[n]++
			return true
		}
		g.chosen[n] = 0
	}
	return false
}
