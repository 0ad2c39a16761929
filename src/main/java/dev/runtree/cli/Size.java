package dev.runtree.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A width and a height in pixels. */
record Size(int width, int height) {
    private static final Pattern WORD = Pattern.compile("(\\d{1,5})[xX](\\d{1,5})");
    private static final int LEAST = 100;
    private static final int MOST = 8_000;

    /** Reads {@code 1440x900}. */
    static final class Converter implements ITypeConverter<Size> {
        @Override
        public Size convert(String word) {
            var match = WORD.matcher(word);
            if (match.matches()) {
                var size = new Size(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
                if (Math.min(size.width, size.height) >= LEAST && Math.max(size.width, size.height) <= MOST) {
                    return size;
                }
            }
            throw new TypeConversionException(
                    "'" + word + "' is no size such as 1440x900, from " + LEAST + " to " + MOST);
        }
    }
}
