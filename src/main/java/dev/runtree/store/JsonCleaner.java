package dev.runtree.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Makes a JSON text fit for PostgreSQL's {@code json} and for {@code ->>} on it: an escaped NUL or half of an escaped
 * surrogate pair becomes U+FFFD; a text that is not JSON becomes a string in an object. Everything else stays as it was sent.
 */
final class JsonCleaner {
    /** The key under which a text stands that is not JSON. */
    static final String BROKEN = "runtree.not_json";

    private static final String REPLACEMENT = "\\ufffd";
    private static final int ESCAPE = 6;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private JsonCleaner() {}

    static String clean(String given) {
        return JsonScan.isFit(given) ? given : cleanSlowly(SpanCleaner.text(given));
    }

    /**
     * The same by a parser.
     *
     * @param json without NUL and without half a surrogate pair of its own
     */
    static String cleanSlowly(String json) {
        var mended = json.contains("\\u") ? mended(json) : json;
        return isJson(mended) ? mended : broken(json);
    }

    /** One value and nothing behind it, not nested deeper than the parser's thousand levels. */
    private static boolean isJson(String json) {
        try (var parser = JSON.createParser(json)) {
            var first = parser.nextToken();
            if (first == null) {
                return false;
            }
            parser.skipChildren();
            parser.finishToken();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String broken(String text) {
        return "{\"" + BROKEN + "\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"}";
    }

    private static String mended(String json) {
        var mended = new StringBuilder(json);
        for (var i = mended.indexOf("\\"); i >= 0; i = mended.indexOf("\\", i)) {
            var unit = unit(mended, i);
            if (unit < 0) {
                i += 2;
            } else if (Character.isHighSurrogate((char) unit) && isLow(unit(mended, i + ESCAPE))) {
                i += 2 * ESCAPE;
            } else {
                if (unit == 0 || Character.isSurrogate((char) unit)) {
                    mended.replace(i, i + ESCAPE, REPLACEMENT);
                }
                i += ESCAPE;
            }
        }
        return mended.toString();
    }

    private static boolean isLow(int unit) {
        return unit >= 0 && Character.isLowSurrogate((char) unit);
    }

    /** The UTF-16 unit that an escape at this place stands for; -1 when none such begins here. */
    private static int unit(CharSequence json, int at) {
        if (at + ESCAPE > json.length() || json.charAt(at) != '\\' || json.charAt(at + 1) != 'u') {
            return -1;
        }
        var unit = 0;
        for (var i = at + 2; i < at + ESCAPE; i++) {
            var digit = Character.digit(json.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }
}
