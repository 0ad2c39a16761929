package dev.runtree.ui.statistics;

import dev.runtree.model.GroupSum;
import dev.runtree.model.RunStatistics;
import dev.runtree.model.RunStatistics.Line;
import dev.runtree.model.StepGroup.By;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sums as comma-separated values (RFC 4180), exact: nanoseconds, whole tokens, all decimals; what is unknown is empty. Names
 * come from payloads, so that one which a spreadsheet would take for a formula gets an apostrophe in front.
 */
final class StatisticsCsv {
    private static final String HEAD = "by,name,kind,steps,calls,errors,failed_calls,running,self_ns,critical_path_ns,"
            + "longest_ns,input_tokens,output_tokens,cached_tokens,reasoning_tokens,total_tokens,embedding_tokens,"
            + "cost_usd,unpriced_calls\r\n";

    private StatisticsCsv() {}

    static String of(RunStatistics.Summary summary) {
        var lines = new StringBuilder(HEAD);
        lines.append(line("all", null, "", summary.total()));
        for (var by : By.values()) {
            for (var line : summary.groups().getOrDefault(by, List.of())) {
                lines.append(of(line));
            }
        }
        lines.append("critical_path,idle,,,,,,,,").append(summary.idleNanos()).append(",,,,,,,,,\r\n");
        return lines.toString();
    }

    private static String of(Line line) {
        var group = line.group();
        return line(
                group.by().name().toLowerCase(Locale.ROOT),
                group.name(),
                group.kind().lowerCase(),
                line.sum());
    }

    private static String line(String by, @Nullable String name, String kind, GroupSum sum) {
        var usage = sum.usage();
        return Stream.of(
                        by,
                        name,
                        kind,
                        sum.steps(),
                        sum.calls(),
                        sum.errors(),
                        sum.failed(),
                        sum.running(),
                        sum.selfNanos(),
                        sum.pathNanos(),
                        sum.longestNanos(),
                        usage.input(),
                        usage.output(),
                        usage.cached(),
                        usage.reasoning(),
                        usage.total(),
                        sum.vectorTokens(),
                        plain(usage.cost()),
                        usage.unpriced())
                .map(StatisticsCsv::field)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    private static String field(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return value == null ? "" : value.toString();
        }
        var harmless =
                !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 && !isNumber(text) ? "'" + text : text;
        return harmless.matches("[^\",\\r\\n]*") ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }

    private static boolean isNumber(String text) {
        return text.matches("-?[0-9]+(\\.[0-9]+)?");
    }
}
