package dev.runtree.otlp.wire;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import org.jspecify.annotations.Nullable;

/** Well-formed JSON that says something else than OTLP; what is behind it can still be read. */
final class WrongValue extends JsonParseException {
    private static final long serialVersionUID = 1L;

    WrongValue(JsonParser json, String message, JsonLocation at, @Nullable Throwable cause) {
        super(json, message, at, cause);
    }
}
