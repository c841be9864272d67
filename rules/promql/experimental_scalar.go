package promql

// Start is start(): the start of a range query, in seconds since 1970. For a rule that is now.
func (Experiments) Start() Scalar { return scalar("Start", "start") }

// End is end(): the end of a range query, in seconds since 1970. For a rule that is now.
func (Experiments) End() Scalar { return scalar("End", "end") }

// Step is step(): the step of a range query, in seconds.
func (Experiments) Step() Scalar { return scalar("Step", "step") }

// Range is range(): how long a range query is, in seconds.
func (Experiments) Range() Scalar { return scalar("Range", "range") }

// MaxOf is the larger of a and b.
func (Experiments) MaxOf(a, b Num) Scalar { return scalar("MaxOf", "max_of", number(a), number(b)) }

// MaxOfScalar is the larger of a and b.
func (Experiments) MaxOfScalar(a, b Scalar) Scalar { return scalar("MaxOfScalar", "max_of", a, b) }

// MinOf is the smaller of a and b.
func (Experiments) MinOf(a, b Num) Scalar { return scalar("MinOf", "min_of", number(a), number(b)) }

// MinOfScalar is the smaller of a and b.
func (Experiments) MinOfScalar(a, b Scalar) Scalar { return scalar("MinOfScalar", "min_of", a, b) }
