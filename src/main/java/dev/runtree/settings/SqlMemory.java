package dev.runtree.settings;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the SQL console keeps from one start of the window to the next: what is written in it, and the last statements that were
 * run. A file of the home that only its owner can read.
 *
 * @param draft what is written; {@code null} when the console was never used
 * @param past the last statements, the newest first
 */
public record SqlMemory(@Nullable String draft, List<Past> past) {
    public static final SqlMemory NONE = new SqlMemory(null, List.of());

    /** So many statements are kept. */
    public static final int MOST = 300;

    /** Longer texts are not kept, in UTF-16 characters. */
    private static final int LONGEST = 100_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final Logger log = LoggerFactory.getLogger(SqlMemory.class);

    /**
     * A statement that was run.
     *
     * @param at when, in milliseconds since 1970
     * @param millis how long it took
     * @param rows how many rows were read; -1 where it failed or was stopped
     * @param problem why it failed; {@code null} where it did not
     */
    public record Past(
            String sql,
            long at,
            long millis,
            long rows,
            @Nullable String problem) {}

    public SqlMemory {
        past = List.copyOf(past);
    }

    /** Reads it; none where there is none, or where it cannot be read, which is kept beside then. */
    public static SqlMemory of(RuntreeHome home) {
        var file = home.sqlFile();
        try {
            var kept = JSON.readValue(Files.readString(file), Stored.class);
            return new SqlMemory(kept.draft(), Objects.requireNonNullElse(kept.past(), List.of()));
        } catch (NoSuchFileException e) {
            return NONE;
        } catch (IOException | RuntimeException e) {
            log.warn("What the SQL console has kept in {} cannot be read", file, e);
            try {
                Files.move(file, file.resolveSibling(file.getFileName() + ".bad"), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException again) {
                log.warn("Cannot move {}", file, again);
            }
            return NONE;
        }
    }

    /** With a further statement, in place of the same one from before. */
    public SqlMemory with(Past one) {
        if (one.sql().length() > LONGEST) {
            return this;
        }
        var all = new ArrayList<Past>();
        all.add(one);
        past.stream()
                .filter(before -> !before.sql().equals(one.sql()))
                .limit(MOST - 1)
                .forEach(all::add);
        return new SqlMemory(draft, all);
    }

    public SqlMemory withDraft(String text) {
        return text.length() > LONGEST ? this : new SqlMemory(text, past);
    }

    public SqlMemory withoutPast() {
        return new SqlMemory(draft, List.of());
    }

    /** @throws SettingsException when the file cannot be written */
    public SqlMemory save(RuntreeHome home) {
        var file = home.sqlFile();
        try {
            OwnerOnly.folder(home.root());
            OwnerOnly.write(file, JSON.writeValueAsString(new Stored(draft, past)) + "\n");
            return this;
        } catch (IOException e) {
            throw new SettingsException(
                    "Cannot keep the history of SQL in " + file + ": " + OwnerOnly.reason(e) + ".", e);
        }
    }

    /** The form on disk, in which anything may be missing. */
    private record Stored(@Nullable String draft, @Nullable List<Past> past) {}
}
