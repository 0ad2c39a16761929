package dev.runtree.redact;

/** What numbers in texts have in common. */
final class Digits {
    private Digits() {}

    static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /** The digits of a piece of text, without what stands between them. */
    static String of(CharSequence text, int start, int end) {
        var digits = new StringBuilder();
        for (var i = start; i < end; i++) {
            if (isDigit(text.charAt(i))) {
                digits.append(text.charAt(i));
            }
        }
        return digits.toString();
    }

    /** Whether a number that begins here is part of something longer: a word, an id, a version, an amount. */
    static boolean isInside(CharSequence text, int start) {
        if (start == 0) {
            return false;
        }
        var before = text.charAt(start - 1);
        if (".-/".indexOf(before) >= 0) {
            // "no.4111" and "card: -4111" begin here, "1.4111" and "id-4111" do not.
            var further = start > 1 ? text.charAt(start - 2) : ' ';
            return before == '.' ? isDigit(further) : Character.isLetterOrDigit(further);
        }
        return Character.isLetterOrDigit(before) || "_+$€£".indexOf(before) >= 0;
    }

    /** Whether it goes on behind its end. A point or dash that ends a sentence or clause does not make it longer. */
    static boolean goesOn(CharSequence text, int end) {
        if (end >= text.length()) {
            return false;
        }
        var next = text.charAt(end);
        if (Character.isLetterOrDigit(next) || next == '_') {
            return true;
        }
        return ".-/:".indexOf(next) >= 0 && end + 1 < text.length() && Character.isLetterOrDigit(text.charAt(end + 1));
    }
}
