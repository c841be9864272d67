package promql

// Year is the year of each time, in seconds since 1970, in UTC; without v, of the evaluation.
func Year(v ...Vector) Instant { return date("Year", "year", v) }

// Month is the month, from 1 to 12 of each time, in seconds since 1970, in UTC; without v, of the evaluation.
func Month(v ...Vector) Instant { return date("Month", "month", v) }

// DayOfMonth is the day of the month, from 1 of each time, in seconds since 1970, in UTC; without v, of the evaluation.
func DayOfMonth(v ...Vector) Instant { return date("DayOfMonth", "day_of_month", v) }

// DayOfWeek is the day of the week, from 0, a Sunday, to 6 of each time, in seconds since 1970, in UTC; without v, of the evaluation.
func DayOfWeek(v ...Vector) Instant { return date("DayOfWeek", "day_of_week", v) }

// DayOfYear is the day of the year, from 1 of each time, in seconds since 1970, in UTC; without v, of the evaluation.
func DayOfYear(v ...Vector) Instant { return date("DayOfYear", "day_of_year", v) }

// DaysInMonth is how many days the month has of each time, in seconds since 1970, in UTC; without v, of the evaluation.
func DaysInMonth(v ...Vector) Instant { return date("DaysInMonth", "days_in_month", v) }

// Hour is the hour, from 0 to 23 of each time, in seconds since 1970, in UTC; without v, of the evaluation.
func Hour(v ...Vector) Instant { return date("Hour", "hour", v) }

// Minute is the minute, from 0 to 59 of each time, in seconds since 1970, in UTC; without v, of the evaluation.
func Minute(v ...Vector) Instant { return date("Minute", "minute", v) }

// Timestamp is when each sample was taken, in seconds since 1970.
func Timestamp(v Vector) Instant { return instant(call("Timestamp", "timestamp", v)) }

func date(goName, name string, v []Vector) Instant {
	args := make([]Expr, len(v))
	for i := range v {
		args[i] = v[i]
	}
	return instant(checkedCall(goName, name, atMostOne(goName, "vectors", len(v)), args...))
}
