package promql

import "time"

// RangeVector is what may stand where PromQL wants a range vector and the kind of its samples does not matter: a [Range] or a
// [CounterRange].
type RangeVector interface {
	Expr
	ranged()
}

// Range is a range vector of gauges, or a subquery over an instant vector.
type Range struct{ base }

// CounterRange is a range vector of counters, the only thing that [Rate], [Increase] and [Irate] take.
type CounterRange struct{ base }

func (Range) ranged()        {}
func (CounterRange) ranged() {}

// AsCounter says that the samples are those of counters, which cannot be seen of a subquery: the rate of a sum of counters, wrong as it
// is where one of them resets, is Rate(Sum(c.Raw()).Subquery(time.Hour, time.Minute).AsCounter()).
func (r Range) AsCounter() CounterRange { return CounterRange{base{same("AsCounter", r)}} }

// Raw is the range with the bare values of its counters, for functions over gauges: MaxOverTime(c.Range(time.Hour).Raw()).
func (r CounterRange) Raw() Range { return Range{base{same("Raw", r)}} }

// Offset reads the range as it was d ago, or will have been -d from now.
func (r Range) Offset(d time.Duration) Range { return Range{base{offset(r, d)}} }

// Offset reads the range as it was d ago, or will have been -d from now.
func (r CounterRange) Offset(d time.Duration) CounterRange { return CounterRange{base{offset(r, d)}} }

// OffsetExpr reads the range as it was the computed duration ago, as [Gauge.OffsetExpr] does.
func (r Range) OffsetExpr(duration string) Range { return Range{base{offsetExpr(r, duration)}} }

// OffsetExpr reads the range as it was the computed duration ago, as [Gauge.OffsetExpr] does.
func (r CounterRange) OffsetExpr(duration string) CounterRange {
	return CounterRange{base{offsetExpr(r, duration)}}
}

// At reads the range as it was at t, whenever the expression is evaluated.
func (r Range) At(t time.Time) Range { return Range{base{atTime(r, t)}} }

// At reads the range as it was at t, whenever the expression is evaluated.
func (r CounterRange) At(t time.Time) CounterRange { return CounterRange{base{atTime(r, t)}} }

// AtStart reads the range as it was at the start of a range query. For a rule that is now.
func (r Range) AtStart() Range { return Range{base{atStart(r)}} }

// AtStart reads the range as it was at the start of a range query. For a rule that is now.
func (r CounterRange) AtStart() CounterRange { return CounterRange{base{atStart(r)}} }

// AtEnd reads the range as it was at the end of a range query. For a rule that is now.
func (r Range) AtEnd() Range { return Range{base{atEnd(r)}} }

// AtEnd reads the range as it was at the end of a range query. For a rule that is now.
func (r CounterRange) AtEnd() CounterRange { return CounterRange{base{atEnd(r)}} }

// Anchored reads the range as [Gauge.Anchored] does. A subquery cannot be read so.
func (r Range) Anchored() Range { return Range{base{anchored(r)}} }

// Anchored reads the range as [Gauge.Anchored] does. A subquery cannot be read so.
func (r CounterRange) Anchored() CounterRange { return CounterRange{base{anchored(r)}} }

// Smoothed reads the range as [Gauge.Smoothed] does. A subquery cannot be read so.
func (r Range) Smoothed() Range { return Range{base{smoothed(r)}} }

// Smoothed reads the range as [Gauge.Smoothed] does. A subquery cannot be read so.
func (r CounterRange) Smoothed() CounterRange { return CounterRange{base{smoothed(r)}} }
