package promql

import (
	"strconv"
	"time"
)

// Powers of 1024, to count bytes in: disk.Below(promql.Bytes(10 * promql.GiB)), or disk.Lt(10 * promql.GiB).
const (
	KiB = 1 << (10 * (iota + 1))
	MiB
	GiB
	TiB
)

// A Unit is what a [Quantity] is counted in: one of OpenMetrics's base units.
type Unit string

// The units of quantities.
const (
	Ratio   Unit = "ratio" // a share, 1 is all of it
	Seconds Unit = "seconds"
	Byte    Unit = "bytes"
)

// Quantity is a number with its unit, to compare vectors with: [Instant.Above], [Instant.Below]. Of a number alone, such as 20, nobody can
// say whether it means percent; a quantity becomes the number that the compared vector's own unit needs, see [InUnits].
type Quantity struct {
	given Num
	scale Num // how many of what was given make one of the unit
	unit  Unit
	text  string // as it was given
}

// Percent is n hundredths: Percent(20) is the ratio 0.2.
func Percent(n Num) Quantity { return Quantity{n, 100, Ratio, floatText(float64(n)) + "%"} }

// Milliseconds is n thousandths of a second.
func Milliseconds(n Num) Quantity {
	return Quantity{n, 1000, Seconds, floatText(float64(n)) + "ms"}
}

// Duration is how long d is.
func Duration(d time.Duration) Quantity {
	return Quantity{Num(d), Num(time.Second), Seconds, d.String()}
}

// Bytes is n bytes: Bytes(10 * GiB).
func Bytes(n Num) Quantity {
	for _, size := range []struct {
		bytes Num
		name  string
	}{{TiB, "TiB"}, {GiB, "GiB"}, {MiB, "MiB"}, {KiB, "KiB"}} {
		if scaled := n / size.bytes; scaled >= 1 && scaled == Num(int64(scaled)) {
			return Quantity{n, 1, Byte, strconv.FormatInt(int64(scaled), 10) + size.name}
		}
	}
	return Quantity{n, 1, Byte, floatText(float64(n)) + "B"}
}

// Unit is the base unit of the quantity: [Seconds] for Milliseconds(100).
func (q Quantity) Unit() Unit { return q.unit }

// In returns the quantity in a unit of which n make one base unit: Milliseconds(100).In(1) is 0.1, in seconds, Percent(20).In(100) is 20, in
// percent.
func (q Quantity) In(n Num) Num { return q.given * n / q.scale }

// String returns the quantity as it was given: "20%", "100ms", "10GiB".
func (q Quantity) String() string {
	if q.unit == "" {
		return "%!promql(zero Quantity)"
	}
	return q.text
}
