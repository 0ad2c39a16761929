package dev.runtree.redact;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be found without being told how it looks. In the order in which they are tried where two could match. */
public enum BuiltIn {
    /** Keys and tokens of services, bearer tokens, JWTs, private keys, passwords beside their names. */
    KEY,
    /** International bank account numbers whose checksum is right. */
    IBAN,
    /** Numbers of payment cards whose checksum is right. */
    CARD,
    EMAIL,
    /** Telephone numbers as they are written for people. */
    PHONE;

    /** The word on the command line, in settings and in placeholders. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<BuiltIn> ofWord(String word) {
        return Arrays.stream(values())
                .filter(rule -> rule.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** Finds the next place from an index on; {@code null} when there is none. */
    Finder finder() {
        return switch (this) {
            case KEY -> Keys::find;
            case IBAN -> Ibans::find;
            case CARD -> Cards::find;
            case EMAIL -> Emails::find;
            case PHONE -> Phones::find;
        };
    }
}
