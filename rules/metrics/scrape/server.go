package scrape

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"golang.org/x/sync/errgroup"

	"github.com/promwright/promwright/rules/metrics"
)

// server is a Prometheus server, or one that has its API.
type server struct {
	client *http.Client
	base   *url.URL
}

// requests is how many questions a server is asked at a time.
const requests = 4

// metrics asks for the metadata of all metrics and for the labels of each.
func (s server) metrics(ctx context.Context) ([]metrics.Metric, error) {
	var metadata map[string][]struct {
		Type model.MetricType `json:"type"`
		Unit string           `json:"unit"`
	}
	if err := s.ask(ctx, "metadata", nil, &metadata); err != nil {
		return nil, err
	}
	var names []string
	if err := s.ask(ctx, "label/__name__/values", nil, &names); err != nil {
		return nil, err
	}
	declared := families{}
	for name, all := range metadata {
		f := declared.get(name)
		f.kind, f.unit = all[0].Type, all[0].Unit
		for _, other := range all[1:] { // targets may disagree
			if other.Type != f.kind {
				f.kind = model.MetricTypeUnknown
			}
			if other.Unit != f.unit {
				f.unit = ""
			}
		}
	}
	return s.describe(ctx, declared.asked(names))
}

// question is a metric whose labels are asked for, and the names of its series.
type question struct {
	name   string
	family *family
	series []string
}

// recorded tells whether series of a name are made by rules, which know best what they are.
func recorded(name string) bool {
	return strings.Contains(name, ":") || name == "ALERTS" || name == "ALERTS_FOR_STATE"
}

// asked returns the metrics that series of the given names belong to, without those that rules make.
func (all families) asked(names []string) []*question {
	found := map[string]*question{}
	for _, name := range names {
		if recorded(name) {
			continue
		}
		f, part := all.of(name)
		metric := name
		switch {
		case f == nil:
			f = &family{}
		case part == "_created":
			continue
		case part != "" && part != "_total" && part != "_info":
			metric = strings.TrimSuffix(name, part)
		}
		if found[metric] == nil {
			found[metric] = &question{name: metric, family: f}
		}
		found[metric].series = append(found[metric].series, name)
	}
	return slices.SortedFunc(maps.Values(found), func(a, b *question) int { return strings.Compare(a.name, b.name) })
}

// describe asks for the labels of metrics, several at a time.
func (s server) describe(ctx context.Context, questions []*question) ([]metrics.Metric, error) {
	out := make([]metrics.Metric, len(questions))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(requests)
	for i, q := range questions {
		group.Go(func() error {
			names, err := s.labels(ctx, q.series)
			if err != nil {
				return err
			}
			q.family.series = []labels.Labels{names}
			out[i] = q.family.metric(q.name)
			return nil
		})
	}
	return out, group.Wait()
}

// labels returns the labels that series of the given names have, as those of one series.
func (s server) labels(ctx context.Context, series []string) (labels.Labels, error) {
	query := url.Values{}
	for _, name := range series {
		query.Add("match[]", "{__name__="+strconv.Quote(name)+"}")
	}
	var names []string
	if err := s.ask(ctx, "labels", query, &names); err != nil {
		return labels.EmptyLabels(), err
	}
	b := labels.NewScratchBuilder(len(names))
	for _, name := range names {
		b.Add(name, "any")
	}
	b.Sort()
	return b.Labels(), nil
}

// ask reads the data of an answer of the API.
func (s server) ask(ctx context.Context, endpoint string, query url.Values, data any) error {
	u := s.base.JoinPath("api/v1", endpoint)
	u.RawQuery = query.Encode()
	body, _, err := get(ctx, s.client, u, "application/json")
	if err != nil {
		return err
	}
	answer := struct {
		Status, Error string
		Data          any
	}{Data: data}
	if err := json.Unmarshal(body, &answer); err != nil {
		return fmt.Errorf("%s: %w", u.Redacted(), err)
	}
	if answer.Status != "success" {
		return fmt.Errorf("%s: the status is %q: %s", u.Redacted(), answer.Status, answer.Error)
	}
	return nil
}
