package dev.runtree.export.training;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * A data set as a Parquet file: the members of its lines are columns, those of {@code metadata} too. Messages, tools and scores
 * are JSON texts, which every reader takes. Compressed with gzip, which needs no library of the system.
 */
final class ParquetTable implements AutoCloseable {
    /** What is held in memory before it is written, in bytes: a row group. */
    private static final long GROUP = 16L << 20;

    private static final MessageType SCHEMA = schema();

    private final ParquetWriter<Example> writer;

    ParquetTable(OutputStream out, DataSetLine form) throws IOException {
        writer = new Builder(new Target(out), form)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new GzipPages())
                .withCompressionCodec(CompressionCodecName.GZIP)
                .withRowGroupSize(GROUP)
                .build();
    }

    void write(Example example) throws IOException {
        writer.write(example);
    }

    /** Writes what is still held, and what the file has. The stream stays open. */
    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static MessageType schema() {
        var message = Types.buildMessage();
        for (var name : List.of("id", "input", "tools", "expected_output")) {
            message.required(BINARY).as(LogicalTypeAnnotation.stringType()).named(name);
        }
        for (var name : List.of("session_id", "user_id", "agent", "model", "provider")) {
            message.optional(BINARY).as(LogicalTypeAnnotation.stringType()).named(name);
        }
        message.requiredList()
                .requiredElement(BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named("run_ids");
        message.required(BINARY).as(LogicalTypeAnnotation.stringType()).named("span_id");
        message.required(BINARY).as(LogicalTypeAnnotation.stringType()).named("status");
        message.required(INT64).as(timestampType(true, MICROS)).named("start_time");
        message.required(INT64).named("model_calls");
        message.optional(INT64).named("input_tokens");
        message.optional(INT64).named("output_tokens");
        message.required(BINARY).as(LogicalTypeAnnotation.stringType()).named("scores");
        message.requiredList()
                .requiredElement(BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named("tags");
        message.required(BOOLEAN).named("joined");
        return message.named("training_data");
    }

    private static final class Builder extends ParquetWriter.Builder<Example, Builder> {
        private final DataSetLine form;

        Builder(OutputFile file, DataSetLine form) {
            super(file);
            this.form = form;
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** Parquet wants it, and calls the other one. */
        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<Example> getWriteSupport(Configuration any) {
            return new Columns(form);
        }

        @Override
        protected WriteSupport<Example> getWriteSupport(ParquetConfiguration any) {
            return new Columns(form);
        }
    }

    /** Writes the columns in the order of the schema. */
    private static final class Columns extends WriteSupport<Example> {
        private final DataSetLine form;
        private @Nullable RecordConsumer to;
        private int column;

        Columns(DataSetLine form) {
            this.form = form;
        }

        /** Parquet wants it, and calls the other one. */
        @Override
        @SuppressWarnings("deprecation")
        public WriteContext init(Configuration any) {
            return new WriteContext(SCHEMA, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration any) {
            return new WriteContext(SCHEMA, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            to = consumer;
        }

        @Override
        public void write(Example example) {
            var row = consumer();
            var facts = form.facts(example);
            row.startMessage();
            column = 0;
            text(example.id());
            try {
                text(form.input(example));
                text(form.tools(example));
                text(form.expectedOutput(example));
            } catch (IOException e) {
                throw new IllegalStateException("JSON that is written into memory", e);
            }
            text(facts.session());
            text(facts.user());
            text(facts.agent());
            text(facts.model());
            text(facts.provider());
            texts(facts.runs());
            text(facts.span());
            text(facts.status());
            number(ChronoUnit.MICROS.between(Instant.EPOCH, facts.startTime()));
            number((long) facts.calls());
            number(facts.inputTokens());
            number(facts.outputTokens());
            text(facts.scores().toString());
            texts(facts.tags());
            field(() -> consumer().addBoolean(facts.isJoined()));
            row.endMessage();
        }

        private RecordConsumer consumer() {
            if (to == null) {
                throw new IllegalStateException("not prepared for writing");
            }
            return to;
        }

        private void field(Runnable value) {
            var name = SCHEMA.getFieldName(column);
            consumer().startField(name, column);
            value.run();
            consumer().endField(name, column);
            column++;
        }

        private void text(@Nullable String value) {
            if (value == null) {
                column++;
            } else {
                field(() -> consumer().addBinary(Binary.fromString(value)));
            }
        }

        private void number(@Nullable Long value) {
            if (value == null) {
                column++;
            } else {
                field(() -> consumer().addLong(value));
            }
        }

        private void texts(List<String> values) {
            field(() -> {
                var row = consumer();
                row.startGroup();
                if (!values.isEmpty()) {
                    row.startField("list", 0);
                    for (var value : values) {
                        row.startGroup();
                        row.startField("element", 0);
                        row.addBinary(Binary.fromString(value));
                        row.endField("element", 0);
                        row.endGroup();
                    }
                    row.endField("list", 0);
                }
                row.endGroup();
            });
        }
    }

    /** A stream that somebody else closes, and where it is. */
    private record Target(OutputStream out) implements OutputFile {
        @Override
        public PositionOutputStream create(long any) {
            return new Counted(out);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long any) {
            return new Counted(out);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    private static final class Counted extends PositionOutputStream {
        private final OutputStream out;
        private long position;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
