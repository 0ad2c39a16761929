package dev.runtree.cli;

import dev.runtree.model.Figures;
import dev.runtree.store.Storage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What fills the disk, for reading and as JSON. */
final class StorageText {
    private static final int DAYS_NAMED = 5;

    private final Storage storage;

    StorageText(Storage storage) {
        this.storage = storage;
    }

    void print(Output out) {
        out.line("On disk: "
                + storage.tables().stream()
                        .map(table -> table.name().replace('_', ' ') + " " + Figures.bytes(table.bytes()))
                        .collect(Collectors.joining(", ")));
        if (storage.oldestSpan() != null) {
            out.line("Oldest span: " + day(storage.oldestSpan()));
        }
        if (storage.bytesADay() != null) {
            out.line("Grows by ~" + Figures.bytes(storage.bytesADay()) + " a day" + untilFull());
        } else if (storage.freeBytes() != null) {
            out.line("Free on its disk: " + Figures.bytes(storage.freeBytes()));
        }
        out.line("Kept: " + RetentionText.policy(storage.plan().policy()) + next());
        if (storage.plan().obstacle() != null) {
            out.line("The size cannot be kept. " + storage.plan().obstacle());
        }
        if (!storage.strayDays().isEmpty()) {
            out.line("Days without a partition of their own: "
                    + storage.strayDays().stream()
                            .limit(DAYS_NAMED)
                            .map(LocalDate::toString)
                            .collect(Collectors.joining(", "))
                    + (storage.strayDays().size() > DAYS_NAMED
                            ? " and " + (storage.strayDays().size() - DAYS_NAMED) + " more"
                            : ""));
        }
    }

    private String untilFull() {
        if (storage.freeBytes() == null) {
            return "";
        }
        var days = storage.daysUntilFull();
        return "; " + Figures.bytes(storage.freeBytes()) + " are free on its disk"
                + (days.isPresent() ? ", " + full(days.getAsLong()) : "");
    }

    private static String full(long days) {
        return days > Storage.FAR ? "enough for more than ten years" : "full in ~" + Figures.counted(days, "day");
    }

    private String next() {
        if (!storage.plan().days().isEmpty()) {
            return "; " + Figures.counted(storage.plan().days().size(), "day") + " with ~"
                    + Figures.counted(
                            storage.plan().days().stream()
                                    .mapToLong(day -> day.spans())
                                    .sum(),
                            "span")
                    + " can go now";
        }
        var next = storage.next();
        return next == null ? "" : "; next, " + next.day() + " goes on " + day(next.at());
    }

    private static String day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
    }

    void print(Json json) {
        json.startObject().key("tables").startObject();
        storage.tables().forEach(table -> json.number(table.name(), table.bytes()));
        json.endObject()
                .text("oldest_span", text(storage.oldestSpan()))
                .number("bytes_a_day", storage.bytesADay())
                .number("free_bytes", storage.freeBytes())
                .number(
                        "days_until_full",
                        storage.daysUntilFull().isPresent()
                                ? Long.valueOf(storage.daysUntilFull().getAsLong())
                                : null);
        json.key("retention").startObject();
        RetentionText.policy(json, storage.plan().policy());
        var next = storage.next();
        json.text("obstacle", storage.plan().obstacle())
                .text("next_day", next == null ? null : next.day().toString())
                .text("next_at", next == null ? null : next.at().toString())
                .texts(
                        "goes",
                        storage.plan().days().stream()
                                .map(day -> day.day().toString())
                                .toList())
                .endObject();
        json.texts(
                        "days_without_partition",
                        storage.strayDays().stream().map(LocalDate::toString).toList())
                .endObject();
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
