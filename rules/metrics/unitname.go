package metrics

import (
	"fmt"
	"slices"
	"strings"

	"github.com/promwright/promwright/internal/nearest"
)

// unitName is a name of a unit. The first name of a unit is the one it is printed with.
type unitName struct {
	name string
	unit Unit
}

var unitNames = []unitName{
	{"ratio", Ratio}, {"percent", Percent}, {"things", Things},
	{"seconds", Seconds}, {"milliseconds", Milliseconds}, {"microseconds", base(seconds, 1e-6)}, {"nanoseconds", base(seconds, 1e-9)},
	{"minutes", base(seconds, 60)}, {"hours", base(seconds, 3600)}, {"days", base(seconds, 86400)}, {"weeks", base(seconds, 604800)},
	{"bytes", Bytes}, {"bits", Bits},
	{"kilobytes", base(bytes, 1e3)}, {"megabytes", base(bytes, 1e6)}, {"gigabytes", base(bytes, 1e9)}, {"terabytes", base(bytes, 1e12)},
	{"kibibytes", base(bytes, 1<<10)}, {"mebibytes", base(bytes, 1<<20)}, {"gibibytes", base(bytes, 1<<30)}, {"tebibytes", base(bytes, 1<<40)},
	{"celsius", base(celsius, 1)}, {"volts", base(volts, 1)}, {"millivolts", base(volts, 1e-3)}, {"amperes", base(amperes, 1)},
	{"joules", base(joules, 1)}, {"watts", base(joules, 1).Div(Seconds)}, {"hertz", Ratio.Div(Seconds)},
	{"meters", base(meters, 1)}, {"grams", base(grams, 1)}, {"pascals", base(pascals, 1)},
}

// ParseUnit reads a unit: a name, or two with a slash such as bytes/seconds. The error names the nearest of those allowed.
func ParseUnit(text string) (Unit, error) {
	numerator, denominator, quotient := strings.Cut(text, "/")
	u, err := namedUnit(numerator)
	if err != nil || !quotient {
		return u, err
	}
	per, err := namedUnit(denominator)
	return u.Div(per), err
}

func namedUnit(name string) (Unit, error) {
	i := slices.IndexFunc(unitNames, func(u unitName) bool { return u.name == name })
	if i < 0 {
		return Unit{}, fmt.Errorf("metrics: unit %q is unknown; %s", name, nearest.Hint(name, UnitNames()))
	}
	return unitNames[i].unit, nil
}

// UnitNames returns the names that ParseUnit knows.
func UnitNames() []string {
	names := make([]string, len(unitNames))
	for i, u := range unitNames {
		names[i] = u.name
	}
	return names
}

// spelling returns what ParseUnit reads as u, "" if there is nothing.
func (u Unit) spelling() string {
	if name := u.name(); name != "" || !u.known {
		return name
	}
	for _, per := range unitNames {
		if name := u.Mul(per.unit).name(); name != "" && !per.unit.Dimensionless() {
			return name + "/" + per.name
		}
	}
	return ""
}

// String returns the name of the unit as people say it: milliseconds, bytes per second; "" if it is unknown or has no name.
func (u Unit) String() string {
	if u == Ratio.Div(Seconds) {
		return "per second"
	}
	if name := u.name(); name != "" || !u.known {
		return name
	}
	for _, per := range []unitName{{"second", Seconds}, {"minute", base(seconds, 60)}, {"hour", base(seconds, 3600)}, {"day", base(seconds, 86400)}} {
		if name := u.Mul(per.unit).name(); name != "" && name != "ratio" {
			return name + " per " + per.name
		}
	}
	return ""
}

// name returns the name of a unit that has one of its own.
func (u Unit) name() string {
	i := slices.IndexFunc(unitNames, func(n unitName) bool { return n.unit == u })
	if i < 0 {
		return ""
	}
	return unitNames[i].name
}
