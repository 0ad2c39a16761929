package dev.runtree.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of days or of bytes, or {@code off}. */
record Limit(@Nullable String word) {
    private static final int MOST_DAYS = 36_500;

    /** Takes {@code off} and anything that looks like a number; which it is, the option knows. */
    static final class Converter implements ITypeConverter<Limit> {
        @Override
        public Limit convert(String word) {
            if (word.toLowerCase(Locale.ROOT).equals("off")) {
                return new Limit(null);
            }
            if (!word.matches("\\d.*")) {
                throw new TypeConversionException("'" + word + "' is neither a number from 1 on nor \"off\"");
            }
            return new Limit(word);
        }
    }

    @Nullable Integer asDays() {
        if (word == null) {
            return null;
        }
        if (!word.matches("\\d{1,5}") || Integer.parseInt(word) > MOST_DAYS) {
            throw new WrongUsage("'" + word + "' is no number of days up to " + MOST_DAYS);
        }
        return Integer.valueOf(word);
    }

    @Nullable Long asBytes() {
        if (word == null) {
            return null;
        }
        try {
            return new ByteCount.Converter().convert(word).bytes();
        } catch (TypeConversionException e) {
            throw new WrongUsage("'" + word + "' is no size such as 20GB");
        }
    }
}
