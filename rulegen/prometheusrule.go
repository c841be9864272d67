package rulegen

import (
	"errors"
	"fmt"
	"maps"

	"github.com/promwright/promwright/rules"
)

// NoRelease is the [PrometheusRule.Release] of an object without a release label.
const NoRelease = "-"

// PrometheusRule is the [Target] that the Prometheus operator reads: an object of apiVersion monitoring.coreos.com/v1.
//
//	rulegen.PrometheusRule{Name: "node", Namespace: "monitoring", Release: "kube-prometheus-stack"}
type PrometheusRule struct {
	Name        string            // of the object: a DNS name of at most 253 bytes
	Namespace   string            // of the object; empty: the one that it is applied to
	Labels      map[string]string // of the object, beside release
	Annotations map[string]string // of the object

	// Release is the Helm release of kube-prometheus-stack. Unless its values say otherwise, its Prometheus reads the
	// objects whose label release is that name, and no others. NoRelease: the object has no such label.
	Release string

	// Prometheus is the oldest version that the operator runs, as "2.50"; empty: the newest. What the operator
	// would drop without an error is one here, see [RuleFile.Prometheus].
	Prometheus string

	// Thanos is the oldest version of the Thanos Ruler that reads the object in place of a Prometheus, as "0.34", or
	// "newest"; empty: a Prometheus reads it, and groups have no PartialResponseStrategy.
	Thanos string

	// SplitAt is how many bytes of JSON an object may have until groups go on in another, whose name ends in -2, -3 and so
	// on; 0: 204,800. Groups stay whole and in order. A group that alone is larger has an object of its own.
	SplitAt int

	// ServerSide says that the object is applied by kubectl apply --server-side, by Helm, or by whatever else leaves no
	// copy of it in an annotation. It may then hold 524,288 bytes of rules, else 262,144 bytes of JSON.
	ServerSide bool
}

// Format returns "prometheusrule".
func (PrometheusRule) Format() string { return "prometheusrule" }

// Generate returns the object that holds groups, or several if it would be large, or every reason why Kubernetes, the
// operator or Prometheus would refuse it, joined. One faulty rule makes the operator skip the whole object.
func (p PrometheusRule) Generate(groups []rules.PlainGroup) ([]byte, error) {
	m := manifest{
		meta:       meta{subject(p.Format(), p.Name), p.Name, p.Namespace, p.labels(), p.Annotations},
		apiVersion: "monitoring.coreos.com/v1",
		kind:       "PrometheusRule",
		put:        putSpec,
		most:       operatorMost,
		splitAt:    p.SplitAt,
		serverSide: p.ServerSide,
	}
	errs := append(m.validate(), p.validate(m.meta)...)
	reader, err := p.reader()
	if err != nil {
		errs = append(errs, m.errorf("%v", err))
	}
	groups = tidyGroups(groups)
	if errs = append(errs, validate(m.subject, groups, reader.viaJSON())...); len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return m.generate(groups)
}

// reader returns what reads the object.
func (p PrometheusRule) reader() (reader, error) {
	switch {
	case p.Thanos == "":
		return prometheus.at(p.Prometheus)
	case p.Prometheus != "":
		return thanos.newest(), fmt.Errorf("version %q of Prometheus and version %q of Thanos are given, one of them reads the object", p.Prometheus, p.Thanos)
	case p.Thanos == "newest":
		return thanos.newest(), nil
	}
	return thanos.at(p.Thanos)
}

// labels returns all labels of the object.
func (p PrometheusRule) labels() map[string]string {
	if p.Release == "" || p.Release == NoRelease {
		return p.Labels
	}
	labels := map[string]string{}
	maps.Copy(labels, p.Labels)
	labels["release"] = p.Release
	return labels
}

// validate returns what is wrong with the release.
func (p PrometheusRule) validate(m meta) (errs []error) {
	release, labelled := p.Labels["release"]
	switch {
	case p.Release == "" && !labelled:
		errs = append(errs, m.errorf("release is missing: the Prometheus of kube-prometheus-stack reads only objects whose label release names "+
			"its Helm release; set Release to that name, or to rulegen.NoRelease (%q) where rules are selected otherwise", NoRelease))
	case p.Release != "" && labelled && p.Release != release:
		errs = append(errs, m.errorf("release is %q, but label release is %q", p.Release, release))
	}
	return errs
}
