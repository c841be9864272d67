package lint

import "time"

// Target is the Prometheus that rules are for, as far as it is known.
type Target struct {
	ScrapeInterval     time.Duration     // of what the rules read; above 0
	EvaluationInterval time.Duration     // of groups that set none; above 0
	Lookback           time.Duration     // how long a sample is seen after it was written; above 0
	Retention          time.Duration     // how long samples are kept; 0: unknown
	ExternalLabels     map[string]string // that Prometheus adds to alerts it sends; nil: unknown
	Version            string            // of Prometheus, such as 2.53.0; "": unknown, taken for the newest
}

// DefaultTarget is what the Prometheus Operator sets up where nothing else is said: it scrapes and evaluates every 30s.
var DefaultTarget = Target{
	ScrapeInterval:     30 * time.Second,
	EvaluationInterval: 30 * time.Second,
	Lookback:           5 * time.Minute,
}
