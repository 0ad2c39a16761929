package dev.runtree.receive;

import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.receive.ImportReport.Failed;
import dev.runtree.receive.ImportReport.FileReport;
import dev.runtree.receive.ImportReport.Skipped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads OTLP files of traces and logs: protobuf and JSON bodies, JSON Lines of them, gzip, zip, and folders of all these. What a file is, is
 * told by its content. Nothing is unpacked to disk.
 */
public final class FileImport {
    private static final Logger LOG = LoggerFactory.getLogger(FileImport.class);

    private final OtlpReader reader;
    private final BiConsumer<List<RecordedSpan>, List<LogRecord>> sink;
    private final ImportListener listener;
    private final ImportLimits limits;
    private final Watch watch;

    /**
     * @param sink stores a batch and returns when it is stored
     * @param listener is told of each file once it was read, and how far the reading is
     */
    public FileImport(
            OtlpReader reader,
            BiConsumer<List<RecordedSpan>, List<LogRecord>> sink,
            ImportListener listener,
            ImportLimits limits) {
        this.reader = reader;
        this.sink = sink;
        this.listener = listener;
        this.limits = limits;
        this.watch = new Watch(listener);
    }

    /** Ends {@link #run} soon, from any thread; what was stored until then stays, and may be imported again. */
    public void cancel() {
        watch.cancel();
    }

    /**
     * Imports files and folders. A file that cannot be read never keeps the others from being stored; what the sink throws
     * ends the import and is thrown on.
     *
     * <p>The memory that it takes does not grow with the size of a file.
     */
    public ImportReport run(List<Path> paths) {
        var batches = new Batches(sink, limits);
        var reports = new ArrayList<FileReport>();
        Consumer<FileReport> tell = report -> {
            reports.add(report);
            listener.file(report);
        };
        try {
            watch.start(Sizes.of(paths));
            for (var path : paths) {
                if (Files.isDirectory(path)) {
                    folder(path, batches, tell);
                } else {
                    file(path, false, batches, tell);
                }
            }
            batches.flush();
        } catch (Watch.Cancelled e) {
            LOG.info("The import was cancelled");
        }
        return new ImportReport(reports, batches.spans(), batches.logs(), batches.traceIds(), watch.isCancelled());
    }

    private void folder(Path folder, Batches batches, Consumer<FileReport> tell) {
        try (var files = Files.walk(folder)) {
            for (var file : sorted(files)) {
                file(file, true, batches, tell);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.info("Cannot list {}", folder, e);
            tell.accept(new FileReport(folder.toString(), new Failed("cannot list the folder: " + reason(e))));
        }
    }

    private static List<Path> sorted(Stream<Path> files) {
        return files.filter(file -> !Files.isDirectory(file)).sorted().toList();
    }

    private void file(Path file, boolean isFound, Batches batches, Consumer<FileReport> tell) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            var reason = "not a regular file";
            tell.accept(new FileReport(file.toString(), isFound ? new Skipped(reason) : new Failed(reason)));
            return;
        }
        watch.check();
        try (var in = watch.counting(Files.newInputStream(file))) {
            new StreamImport(reader, limits, batches, tell, watch)
                    .read(in, () -> watch.checking(Files.newInputStream(file)), file.toString(), isFound);
        } catch (IOException e) {
            LOG.info("Cannot read {}", file, e);
            tell.accept(new FileReport(file.toString(), new Failed("cannot be read: " + reason(e))));
        }
    }

    private static String reason(Exception e) {
        var cause = e instanceof UncheckedIOException ? e.getCause() : e;
        return switch (cause) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            case null -> e.toString();
            default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
        };
    }
}
