package dev.runtree.cli;

import dev.runtree.query.BadFilter;
import dev.runtree.query.RunFilter;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The words of a filter on the command line. {@code -key:value} is a term that negates there, not an option. */
final class FilterWords {
    private static final Pattern NEGATED = Pattern.compile("-(?=[A-Za-z][A-Za-z_.]*:|\\(|\")(.*)", Pattern.DOTALL);
    private static final List<String> COMMANDS = List.of("ls", "export", "watch");
    /** Of these the words are runs, files or answers. */
    private static final List<String> NAMING = List.of("diff", "check", "targets");

    private FilterWords() {}

    /**
     * Turns {@code -key:value} behind a command that takes a filter into its twin {@code NOT key:value}, and {@code --redact}
     * into {@code --redact=}: what stands behind it is a word of the filter, a run or a file, and no value.
     * What stands behind {@code --} is left to the letter.
     */
    static String[] protect(String[] arguments) {
        String[] words = arguments.clone();
        boolean filter = false;
        boolean names = false;
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("--")) {
                break;
            }
            var negated = NEGATED.matcher(words[i]);
            if (filter && negated.matches()) {
                words[i] = "NOT " + negated.group(1);
            } else if ((filter || names) && words[i].equals("--redact")) {
                words[i] = "--redact=";
            }
            filter |= COMMANDS.contains(words[i]);
            names |= NAMING.contains(words[i]);
        }
        return words;
    }

    /**
     * The filter that the words of a command say; of none, all runs.
     *
     * @throws BadFilterWords with the place of the mistake
     */
    static RunFilter parse(String... words) {
        String text = join(words);
        if (text.isEmpty()) {
            return RunFilter.ALL;
        }
        try {
            return RunFilter.parse(text);
        } catch (BadFilter mistake) {
            throw new BadFilterWords(text, mistake);
        }
    }

    /** The words as one line of the filter's grammar. */
    static String join(String... words) {
        return String.join(" ", Arrays.asList(words)).strip();
    }
}
