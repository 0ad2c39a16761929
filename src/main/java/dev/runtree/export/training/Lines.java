package dev.runtree.export.training;

import dev.runtree.export.NewFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of examples, which is there only when it is whole. */
abstract sealed class Lines implements AutoCloseable {
    private long count;

    /** Writes an example. */
    final void write(Example example, byte[] line) throws IOException {
        put(example, line);
        count++;
    }

    abstract void put(Example example, byte[] line) throws IOException;

    /** All is written: what cannot be is told now. */
    abstract void end() throws IOException;

    /** Gives the file its name. */
    abstract void finish() throws IOException;

    @Override
    public abstract void close();

    long count() {
        return count;
    }

    /** A line each, in a file. */
    static final class OfJson extends Lines {
        private final OutputStream out;
        private final @Nullable NewFile file;

        OfJson(Path path, boolean isReplacing) {
            var created = NewFile.at(path, isReplacing);
            file = created;
            out = created.stream();
        }

        /** @param out stays open */
        OfJson(OutputStream out) {
            file = null;
            this.out = out;
        }

        @Override
        void put(Example example, byte[] line) throws IOException {
            out.write(line);
            out.write('\n');
        }

        @Override
        void end() throws IOException {
            out.flush();
            if (file != null) {
                file.end();
            }
        }

        @Override
        void finish() throws IOException {
            if (file != null) {
                file.finish();
            }
        }

        @Override
        public void close() {
            if (file != null) {
                file.close();
            }
        }
    }

    /** A row each of a table. */
    static final class OfParquet extends Lines {
        private final NewFile file;
        private final ParquetTable table;

        OfParquet(Path path, boolean isReplacing, DataSetLine form) {
            file = NewFile.at(path, isReplacing);
            try {
                table = new ParquetTable(file.stream(), form);
            } catch (IOException e) {
                file.close();
                throw NewFile.failed(path, e);
            }
        }

        @Override
        void put(Example example, byte[] line) throws IOException {
            table.write(example);
        }

        @Override
        void end() throws IOException {
            table.close();
            file.end();
        }

        @Override
        void finish() throws IOException {
            file.finish();
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
