package promtest

import "github.com/promwright/promwright/promtest/report"

// dump fills in everything that there is after the evaluation.
func (o *outcome) dump() error {
	d := &report.Dump{}
	stored, err := o.run.Stored()
	if err != nil {
		return err
	}
	for _, s := range stored {
		every := o.test.scrape()
		if s.Recorded {
			every = o.test.interval()
		}
		d.Series = append(d.Series, report.Series{
			Metric: metricText(s.Labels), Recorded: s.Recorded, Every: every, Values: encode(s.Samples, o.config.Start, every),
		})
	}
	for _, t := range o.run.Timings() {
		timing := report.Timing{Took: t.Took}
		for _, r := range t.Rules {
			timing.Rules = append(timing.Rules, r.Name())
		}
		d.Rules = append(d.Rules, timing)
	}
	o.result.Dump = d
	return nil
}
