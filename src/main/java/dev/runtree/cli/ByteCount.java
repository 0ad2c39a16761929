package dev.runtree.cli;

import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes. */
record ByteCount(long bytes) {
    private static final Pattern WORD = Pattern.compile("(\\d{1,12})(?:([kmgt])(?:i?b)?|b)?");

    /** Reads {@code 64MiB}, {@code 64m}, {@code 65536}; a thousand is 1024 here. */
    static final class Converter implements ITypeConverter<ByteCount> {
        @Override
        public ByteCount convert(String word) {
            var match = WORD.matcher(word.toLowerCase(Locale.ROOT));
            if (!match.matches()) {
                throw new TypeConversionException("'" + word + "' is no number of bytes such as 64MiB");
            }
            var shift = match.group(2) == null ? 0 : 10 * (1 + "kmgt".indexOf(match.group(2)));
            return new ByteCount(Long.parseLong(match.group(1)) << shift);
        }
    }
}
