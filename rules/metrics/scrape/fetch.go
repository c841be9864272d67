package scrape

import (
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"

	"github.com/promwright/promwright/rules/metrics"
)

// largest is how many bytes of an answer are read.
const largest = 256 << 20

// Fetch returns the metrics of what a URL names: a page of metrics, or a Prometheus server, whose API is asked then.
func Fetch(ctx context.Context, client *http.Client, address string) ([]metrics.Metric, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("scrape: %w", err)
	}
	body, kind, pageErr := get(ctx, client, u, "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1")
	if pageErr == nil && (kind == "text/plain" || kind == "application/openmetrics-text") {
		return Page(u.Redacted(), body)
	}
	s := server{client, u}
	all, err := s.metrics(ctx)
	if err == nil {
		return all, nil
	}
	if pageErr == nil {
		pageErr = fmt.Errorf("%s: no page of metrics: its type is %s", u.Redacted(), kind)
	}
	return nil, fmt.Errorf("%w; and no Prometheus server: %w", pageErr, err)
}

// get returns the body and the media type of an answer.
func get(ctx context.Context, client *http.Client, u *url.URL, accept string) ([]byte, string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", u.Redacted(), err)
	}
	request.Header.Set("Accept", accept)
	request.Header.Set("User-Agent", "rulelint")
	response, err := client.Do(request)
	if err != nil {
		return nil, "", err // names the address, without its password
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, largest+1))
	switch {
	case err != nil:
		return nil, "", fmt.Errorf("%s: %w", u.Redacted(), err)
	case len(body) > largest:
		return nil, "", fmt.Errorf("%s: the answer has more than %d bytes", u.Redacted(), largest)
	case response.StatusCode != http.StatusOK:
		return body, "", fmt.Errorf("%s: the answer is %s", u.Redacted(), response.Status)
	}
	kind, _, err := mime.ParseMediaType(response.Header.Get("Content-Type"))
	if err != nil {
		kind = "unknown"
	}
	return body, kind, nil
}
