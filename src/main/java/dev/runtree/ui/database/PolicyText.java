package dev.runtree.ui.database;

import dev.runtree.model.Figures;
import dev.runtree.store.RetentionPlan;
import dev.runtree.store.RetentionReport;
import dev.runtree.ui.Messages;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** How long traces are kept, as it is typed and told. */
final class PolicyText {
    private static final BigDecimal GIGABYTE = BigDecimal.valueOf(1L << 30);
    private static final int MOST_DAYS = 36_500;

    private PolicyText() {}

    static String days(@Nullable Integer days) {
        return days == null ? "" : days.toString();
    }

    /** @throws IllegalArgumentException with a sentence for the reader */
    static @Nullable Integer days(String typed) {
        var word = typed.strip();
        if (word.isEmpty()) {
            return null;
        }
        if (!word.matches("\\d{1,5}") || Integer.parseInt(word) > MOST_DAYS) {
            throw new IllegalArgumentException(Messages.text("database.days.wrong", word));
        }
        return Integer.valueOf(word);
    }

    static String size(@Nullable Long bytes) {
        return bytes == null
                ? ""
                : BigDecimal.valueOf(bytes)
                        .divide(GIGABYTE, 3, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /** @throws IllegalArgumentException with a sentence for the reader */
    static @Nullable Long bytes(String typed) {
        var word = typed.strip();
        if (word.isEmpty()) {
            return null;
        }
        if (!word.matches("\\d{1,6}(\\.\\d{1,3})?")) {
            throw new IllegalArgumentException(Messages.text("database.size.wrong", word));
        }
        return new BigDecimal(word).multiply(GIGABYTE).longValue();
    }

    /** What would go now. */
    static String goes(RetentionPlan plan) {
        var obstacle = plan.obstacle() == null ? "" : "\n" + plan.obstacle();
        if (plan.days().isEmpty()) {
            return Messages.text("database.goes.none") + obstacle;
        }
        var spans = plan.days().stream().mapToLong(RetentionPlan.Day::spans).sum();
        var first = plan.days().stream()
                .map(RetentionPlan.Day::day)
                .sorted()
                .findFirst()
                .orElseThrow();
        return Messages.text(
                        plan.days().size() == 1 ? "database.goes.one" : "database.goes",
                        Figures.count(plan.days().size()),
                        Figures.count(spans),
                        Figures.bytes(plan.bytes() - plan.bytesAfter()),
                        first.toString())
                + obstacle;
    }

    /** What went. */
    static String went(RetentionReport report) {
        var bytes = report.days().stream().mapToLong(RetentionReport.Day::bytes).sum();
        var spans = report.strays()
                + report.days().stream().mapToLong(RetentionReport.Day::spans).sum();
        var text = Messages.text("database.went", Figures.count(spans), Figures.bytes(bytes));
        return report.inUse().isEmpty()
                ? text
                : text + " "
                        + Messages.text(
                                "database.in.use", Figures.count(report.inUse().size()));
    }
}
