package dev.runtree.store.copy;

import com.fasterxml.jackson.core.JacksonException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A backup that {@link BackupWriter} wrote, for reading. */
public final class BackupFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final ZipFile zip;
    private final Manifest manifest;

    private BackupFile(ZipFile zip, Manifest manifest) {
        this.zip = zip;
        this.manifest = manifest;
    }

    /**
     * Opens it and reads its manifest.
     *
     * @throws NotABackup when it is something else, or only the beginning of one
     */
    public static BackupFile open(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new NotABackup("it is no backup of Runtree, or not whole", e);
        }
        try {
            return new BackupFile(zip, manifest(zip));
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static Manifest manifest(ZipFile zip) throws IOException {
        try (var in = entry(zip, BackupWriter.MANIFEST)) {
            var bytes = in.readAllBytes();
            var format = BackupWriter.JSON.readTree(bytes).path("format").asInt();
            if (format > Manifest.FORMAT) {
                throw new NotABackup("it was written by a newer Runtree: update Runtree", null);
            }
            return BackupWriter.JSON.readValue(bytes, Manifest.class);
        } catch (JacksonException | NullPointerException e) {
            throw new NotABackup("its manifest cannot be read", e);
        }
    }

    private static InputStream entry(ZipFile zip, String name) throws IOException {
        var entry = zip.getEntry(name);
        if (entry == null) {
            throw new NotABackup("it is no backup of Runtree: " + name + " is missing", null);
        }
        return zip.getInputStream(entry);
    }

    public Manifest manifest() {
        return manifest;
    }

    /** The rows of a table, as they were written. */
    public Rows rows(Manifest.Table table) throws IOException {
        return new Lines(new BufferedInputStream(entry(zip, BackupWriter.entry(table.name())), BUFFER));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** COPY writes a line end inside a value as {@code \n}: a bare one ends the row. */
    private static final class Lines implements Rows {
        private final BufferedInputStream in;
        private final byte[] buffer = new byte[BUFFER];
        private int at;
        private int filled;

        Lines(BufferedInputStream in) {
            this.in = in;
        }

        @Override
        public byte @Nullable [] next() throws IOException {
            var line = new ByteArrayOutputStream(1024);
            while (at < filled || fill()) {
                var end = at;
                while (end < filled && buffer[end] != '\n') {
                    end++;
                }
                var whole = end < filled;
                line.write(buffer, at, end - at + (whole ? 1 : 0));
                at = whole ? end + 1 : end;
                if (whole) {
                    return line.toByteArray();
                }
            }
            return line.size() == 0 ? null : line.toByteArray();
        }

        private boolean fill() throws IOException {
            at = 0;
            filled = Math.max(0, in.read(buffer));
            return filled > 0;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
