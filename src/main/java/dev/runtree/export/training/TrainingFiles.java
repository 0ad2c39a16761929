package dev.runtree.export.training;

import dev.runtree.export.training.TrainingReport.Written;
import dev.runtree.export.CannotExport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file that is written, or the two: one to train with, one to test with. */
final class TrainingFiles implements AutoCloseable {
    private final double train;
    private final Lines first;
    private final @Nullable Lines test;
    private final List<Path> paths;

    private TrainingFiles(double train, Lines first, @Nullable Lines test, List<Path> paths) {
        this.train = train;
        this.first = first;
        this.test = test;
        this.paths = List.copyOf(paths);
    }

    static TrainingFiles of(TrainingChoices choices, Path file, boolean isReplacing, LineForm form) {
        var train = choices.train();
        if (train == null) {
            return new TrainingFiles(1, lines(choices, file, isReplacing, form), null, List.of(file));
        }
        var paths = paths(choices, file);
        var first = lines(choices, paths.getFirst(), isReplacing, form);
        try {
            return new TrainingFiles(train, first, lines(choices, paths.getLast(), isReplacing, form), paths);
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
    }

    static List<Path> paths(TrainingChoices choices, Path file) {
        return choices.train() == null ? List.of(file) : List.of(beside(file, "train"), beside(file, "test"));
    }

    /** @param out stays open */
    static TrainingFiles of(OutputStream out) {
        return new TrainingFiles(1, new Lines.OfJson(out), null, List.of());
    }

    private static Lines lines(TrainingChoices choices, Path file, boolean isReplacing, LineForm form) {
        return choices.format() == TrainingFormat.PARQUET && form instanceof DataSetLine dataSet
                ? new Lines.OfParquet(file, isReplacing, dataSet)
                : new Lines.OfJson(file, isReplacing);
    }

    /** {@code x.train.jsonl} for {@code x.jsonl}. */
    private static Path beside(Path file, String part) {
        var name = String.valueOf(file.getFileName());
        var dot = name.lastIndexOf('.');
        return file.resolveSibling(
                dot <= 0 ? name + "." + part : name.substring(0, dot) + "." + part + name.substring(dot));
    }

    /** All of a session goes to the same side, whenever it is written; without a session, all of a trace. */
    void write(Example example, byte[] line) throws IOException {
        var to = first;
        if (test != null) {
            var key = example.session() == null
                    ? example.runs().getFirst().id().traceId()
                    : "session " + example.session();
            to = Seen.place(key) < train ? first : test;
        }
        to.write(example, line);
    }

    /** Gives the files their names, once all is written of both. */
    List<Written> finish() throws IOException {
        var written = new ArrayList<Written>();
        first.end();
        if (test != null) {
            test.end();
        }
        first.finish();
        if (test != null) {
            finish(test);
        }
        for (var path : paths) {
            written.add(new Written(path, (written.isEmpty() || test == null ? first : test).count()));
        }
        return written;
    }

    private void finish(Lines second) throws IOException {
        try {
            second.finish();
        } catch (CannotExport e) {
            // Somebody has made a file of that name meanwhile. Nothing was replaced, so nothing is lost.
            Files.deleteIfExists(paths.getFirst());
            throw e;
        }
    }

    @Override
    public void close() {
        first.close();
        if (test != null) {
            test.close();
        }
    }
}
