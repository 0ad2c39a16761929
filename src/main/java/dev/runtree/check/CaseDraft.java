package dev.runtree.check;

import dev.runtree.export.NewFile;
import dev.runtree.yaml.BadFile;
import dev.runtree.yaml.YamlFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A case of a run as it would be written, to be looked at and changed before it is. */
public final class CaseDraft {
    private static final Pattern PLACE = Pattern.compile(":(\\d+):\\d+: ");

    private final NewCase.Wanted wanted;
    private final List<Path> records;
    private final List<byte[]> recorded;
    private final int steps;
    private final List<String> lacks;
    private final String head;
    private final String expect;

    /**
     * A mistake in what is expected.
     *
     * @param line of the expectations, from 1; 0 where it has no place
     * @param text in one line
     */
    public record Mistake(long line, String text) {}

    /**
     * @param records the files beside it
     * @param recorded what stands in each of them
     * @param head what the case says of its record and of how it is replayed
     * @param expect the key {@code expect} with all that is under it
     */
    CaseDraft(
            NewCase.Wanted wanted,
            List<Path> records,
            List<byte[]> recorded,
            int steps,
            List<String> lacks,
            String head,
            String expect) {
        this.wanted = wanted;
        this.records = List.copyOf(records);
        this.recorded = List.copyOf(recorded);
        this.steps = steps;
        this.lacks = List.copyOf(lacks);
        this.head = head;
        this.expect = expect;
    }

    public Path file() {
        return wanted.file();
    }

    /** The files that will stand beside it, with what was recorded. */
    public List<Path> records() {
        return records;
    }

    /** Of its record. */
    public int steps() {
        return steps;
    }

    /** What its record lacks, a line each. */
    public List<String> lacks() {
        return lacks;
    }

    /** What it says of its record and of how it is replayed, as YAML. */
    public String head() {
        return head;
    }

    /** What it expects, as YAML: what the run did, unless somebody says otherwise. */
    public String expect() {
        return expect;
    }

    /**
     * Writes the files, which are there only when they are whole.
     *
     * @throws dev.runtree.export.CannotExport when a file cannot be written
     */
    public void write() {
        write(expect);
    }

    /**
     * As {@link #write()}, with other expectations.
     *
     * @param expected the key {@code expect} with all that is under it
     * @throws dev.runtree.yaml.BadFile with the line and column of a mistake; nothing is written then
     * @throws dev.runtree.export.CannotExport when a file cannot be written
     */
    public void write(String expected) {
        write(expected, wanted.isReplacing());
    }

    /**
     * Likewise, as the reader has agreed to.
     *
     * @param isReplacing whether files of its names may be replaced
     */
    public void write(String expected, boolean isReplacing) {
        check(expected);
        try (var whole = NewFile.at(file(), isReplacing)) {
            for (var at = 0; at < records.size(); at++) {
                try (var record = NewFile.at(records.get(at), isReplacing)) {
                    record.stream().write(recorded.get(at));
                    record.finish();
                }
            }
            whole.stream().write((head + expected).getBytes(StandardCharsets.UTF_8));
            whole.finish();
        } catch (IOException e) {
            throw NewFile.failed(file(), e);
        }
    }

    /**
     * What keeps the case from being read with other expectations; empty when nothing does.
     *
     * @param expected the key {@code expect} with all that is under it
     */
    public Optional<Mistake> mistake(String expected) {
        try {
            check(expected);
            return Optional.empty();
        } catch (BadFile e) {
            var told = String.valueOf(e.getMessage());
            var place = PLACE.matcher(told);
            if (!place.find()) {
                return Optional.of(new Mistake(0, told));
            }
            var line = Long.parseLong(place.group(1)) - head.lines().count();
            return Optional.of(new Mistake(Math.max(1, line), told.substring(place.end())));
        }
    }

    private void check(String expected) {
        var _ = Case.of(file(), YamlFile.parse(file().toString(), head + expected));
    }
}
