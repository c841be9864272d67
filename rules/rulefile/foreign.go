package rulefile

import (
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/promwright/promwright/internal/lazyregexp"
)

// isLogQL says whether an expression is LogQL beyond doubt: a pipeline or a line filter follows a stream selector, or it counts bytes.
// It is asked of every expression, so it looks closer only where a brace is followed by what PromQL does not have there.
func isLogQL(expr string) bool {
	if pipes(expr) {
		return pipes(code(expr))
	}
	return strings.Contains(expr, "bytes_") && bytesOf.MatchString(code(expr))
}

var bytesOf = lazyregexp.New(`\bbytes_(?:rate|over_time)\s*\(\s*\{`)

// pipes says whether a closing brace is followed by a pipe, or by a line filter that excludes.
func pipes(expr string) bool {
	for {
		at := strings.IndexByte(expr, '}')
		if at < 0 {
			return false
		}
		expr = strings.TrimLeft(expr[at+1:], " \t\r\n")
		if strings.HasPrefix(expr, "|") {
			return true
		}
		if strings.HasPrefix(expr, "!=") || strings.HasPrefix(expr, "!~") {
			if rest := strings.TrimLeft(expr[2:], " \t\r\n"); strings.HasPrefix(rest, `"`) || strings.HasPrefix(rest, "`") {
				return true
			}
		}
	}
}

// code returns an expression with what its strings and comments hold blanked out; every byte stays where it is.
func code(expr string) string {
	out := []byte(expr)
	for i := 0; i < len(out); i++ {
		switch c := out[i]; c {
		case '"', '\'', '`':
			for i++; i < len(out) && out[i] != c; i++ {
				if out[i] == '\\' && c != '`' && i+1 < len(out) {
					out[i] = '_'
					i++
				}
				out[i] = '_'
			}
		case '#':
			for ; i < len(out) && out[i] != '\n'; i++ {
				out[i] = ' '
			}
		}
	}
	return string(out)
}

var (
	// keepMetricNames and templates are what nobody writes for Prometheus.
	keepMetricNames = lazyregexp.New(`(?i)\bkeep_metric_names\b|^\s*with\s*\(`)

	// metricsQLOnly is what PromQL refuses and VictoriaMetrics reads: operators, sizes, fractions of durations, steps, or in braces.
	metricsQLOnly = lazyregexp.New(`(?i)[\w)}\]]\s+(?:default|if|ifnot|limit)\b|\b\d+(?:\.\d+)?(?:[kgt]i?b?|mib?|mb|(?-i:M)|i)\b|\b\d+\.\d+[smhdwy]\b|\{[^{}]*\bor\b[^{}]*\}|\bwith\s*\(|,\s*\)`)

	call = lazyregexp.New(`\b([A-Za-z_]\w*)\s*(?:\(|by\b|without\b)`)
)

// implicitRange is how the parser refuses a range that MetricsQL adds by itself.
const implicitRange = "expected type range vector in call to function"

// isMetricsQL says whether an expression that the PromQL parser refuses with err is MetricsQL. Where its reader is not known to be
// VictoriaMetrics, only what cannot be mistaken counts.
func isMetricsQL(expr string, err error, sure bool) bool {
	expr = code(expr)
	if keepMetricNames.MatchString(expr) {
		return true
	}
	if sure && (metricsQLOnly.MatchString(expr) || strings.Contains(err.Error(), implicitRange)) {
		return true
	}
	for _, m := range call.FindAllStringSubmatch(expr, -1) {
		name := strings.ToLower(m[1])
		if metricsQLFunctions[name] && parser.Functions[name] == nil && (sure || strings.Contains(name, "_")) {
			return true
		}
	}
	return false
}

// metricsQLFunctions are the functions and aggregations that MetricsQL adds to those of PromQL.
var metricsQLFunctions = set(strings.Fields(`
	aggr_over_time any ascent_over_time bitmap_and bitmap_or bitmap_xor bottomk_avg bottomk_last bottomk_max bottomk_median bottomk_min
	buckets_limit changes_prometheus count_eq_over_time count_gt_over_time count_le_over_time count_ne_over_time count_values_over_time
	decreases_over_time default_rollup delta_prometheus deriv_fast descent_over_time distinct distinct_over_time drop_common_labels
	drop_empty_series duration_over_time end geomean geomean_over_time histogram histogram_over_time histogram_share hoeffding_bound_lower
	hoeffding_bound_upper ideriv increase_prometheus increase_pure increases_over_time integrate interpolate keep_last_value
	keep_next_value label_copy label_del label_graphite_group label_keep label_lowercase label_map label_match label_mismatch label_move
	label_set label_transform label_uppercase label_value label_values labels_equal lag lifetime limit_offset mad median
	median_over_time mode mode_over_time now outlier_iqr_over_time outliers_iqr outliers_mad outliersk prometheus_buckets quantiles
	quantiles_over_time rand rand_exponential rand_normal range_avg range_first range_last range_linear_regression range_mad range_max
	range_min range_normalize range_over_time range_quantile range_stddev range_stdvar range_sum range_trim_outliers range_trim_spikes
	range_trim_zscore range_zscore rate_over_sum rate_prometheus remove_resets rollup rollup_candlestick rollup_delta rollup_deriv
	rollup_increase rollup_rate rollup_scrape_interval running_avg running_max running_min running_sum scrape_interval share
	share_eq_over_time share_gt_over_time share_le_over_time smooth_exponential sort_by_label_numeric sort_by_label_numeric_desc
	stale_samples_over_time start step sum2 sum2_over_time sum_eq_over_time sum_gt_over_time sum_le_over_time tfirst_over_time
	timestamp_with_name timezone_offset tlast_change_over_time tlast_over_time tmax_over_time tmin_over_time topk_avg topk_last topk_max
	topk_median topk_min union utilization zscore zscore_over_time`))
