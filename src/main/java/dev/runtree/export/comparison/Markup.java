package dev.runtree.export.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Locale;

/**
 * Writes HTML. What was recorded goes through {@link #text} alone, which makes every character of it harmless: markup, control
 * characters, and those by which a text could turn the direction of what stands around it.
 */
final class Markup {
    private static final int PICTURES = 0x2400;
    private static final int DELETE = 0x7F;
    private static final int PICTURE_OF_DELETE = 0x2421;
    private static final char UNKNOWN = '\uFFFD';

    private final Writer out;

    Markup(Writer out) {
        this.out = out;
    }

    /** Markup of ours, as it is. */
    Markup raw(String html) {
        try {
            out.write(html);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** An element of ours that holds nothing but a text. */
    Markup element(String name, String classes, String text) {
        return raw("<" + name + (classes.isEmpty() ? "" : " class=\"" + classes + "\"") + ">")
                .text(text)
                .raw("</" + name + ">");
    }

    /** Any text, to be read as it is. */
    Markup text(String text) {
        var done = 0;
        for (int at = 0; at < text.length(); at++) {
            var harmless = harmless(text, at);
            if (!harmless.isEmpty()) {
                write(text, done, at);
                raw(harmless);
                done = at + 1;
            }
        }
        write(text, done, text.length());
        return this;
    }

    private void write(String text, int from, int to) {
        try {
            out.write(text, from, to - from);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands for a character; empty for one that is harmless. */
    private static String harmless(String text, int at) {
        var c = text.charAt(at);
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            case '\n', '\t' -> "";
            default -> {
                if (Character.isSurrogate(c)) {
                    yield isHalf(text, at) ? shown(c, UNKNOWN) : "";
                }
                if (c < ' ') {
                    yield shown(c, (char) (PICTURES + c));
                }
                if (c == DELETE) {
                    yield shown(c, (char) PICTURE_OF_DELETE);
                }
                yield Character.isISOControl(c) || turns(c) || isNoCharacter(c) ? shown(c, UNKNOWN) : "";
            }
        };
    }

    private static boolean isHalf(String text, int at) {
        var c = text.charAt(at);
        return Character.isHighSurrogate(c)
                ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
                : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
    }

    private static boolean turns(char c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    private static boolean isNoCharacter(char c) {
        return c >= 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    }

    private static String shown(char c, char sign) {
        return "<i title=\"U+" + String.format(Locale.ROOT, "%04X", (int) c) + "\">" + sign + "</i>";
    }
}
