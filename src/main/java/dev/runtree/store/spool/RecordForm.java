package dev.runtree.store.spool;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.runtree.model.CostSource;
import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was submitted, as JSON of the model's own records. Fields that a later version adds are passed over, those that an
 * earlier one did not know are {@code null}.
 */
final class RecordForm {
    private static final int VERSION = 1;

    private static final ObjectWriter PLAIN;
    private static final ObjectWriter ESCAPED;
    private static final ObjectReader READER;

    static {
        var anyLength = StreamReadConstraints.builder()
                .maxStringLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .build();
        var json = JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(anyLength).build())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
                .addMixIn(CostSource.class, CostSourceForm.class)
                .addModule(new Dates())
                .build();
        PLAIN = json.writerFor(Form.class);
        ESCAPED = PLAIN.with(JsonWriteFeature.ESCAPE_NON_ASCII);
        READER = json.readerFor(Form.class);
    }

    private RecordForm() {}

    private record Form(int version, @Nullable String reason, List<RecordedSpan> spans, List<LogRecord> logs) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "from")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = CostSource.Sdk.class, name = "sdk"),
        @JsonSubTypes.Type(value = CostSource.Prices.class, name = "prices")
    })
    private interface CostSourceForm {}

    /** Days as ISO 8601 has them; a module for all of {@code java.time} would be one more library. */
    private static final class Dates extends SimpleModule {
        private static final long serialVersionUID = 1L;

        Dates() {
            addSerializer(LocalDate.class, ToStringSerializer.instance);
            addDeserializer(LocalDate.class, new DateReader());
        }
    }

    private static final class DateReader extends FromStringDeserializer<LocalDate> {
        private static final long serialVersionUID = 1L;

        DateReader() {
            super(LocalDate.class);
        }

        @Override
        protected LocalDate _deserialize(String text, DeserializationContext context) {
            return LocalDate.parse(text);
        }
    }

    static byte[] write(Spooled spooled) throws IOException {
        return write(new Form(VERSION, null, spooled.spans(), spooled.logs()));
    }

    /** The same for people, in a line that says why it is told. */
    static String line(Spooled spooled, String reason) throws IOException {
        return new String(write(new Form(VERSION, reason, spooled.spans(), spooled.logs())), StandardCharsets.UTF_8);
    }

    private static byte[] write(Form form) throws IOException {
        try {
            return PLAIN.writeValueAsBytes(form);
        } catch (JsonProcessingException e) {
            // Half a surrogate pair has no UTF-8; with all that is not ASCII escaped it is read again as it was.
            return ESCAPED.writeValueAsBytes(form);
        }
    }

    /** @throws IOException when it is not of this form, or of one that only a newer Runtree knows */
    static Spooled read(byte[] bytes) throws IOException {
        @Nullable Form form;
        try {
            form = READER.readValue(bytes);
        } catch (RuntimeException e) {
            throw new IOException("not a record of the spool", e);
        }
        if (form == null || form.version() < 1 || form.version() > VERSION) {
            throw new IOException("a record of version " + (form == null ? 0 : form.version()));
        }
        return new Spooled(form.spans(), form.logs());
    }
}
