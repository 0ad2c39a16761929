package dev.runtree.provenance;

import java.util.Set;

/** Words so common that it means nothing whether somebody has said them. */
final class Common {
    private static final Set<String> WORDS = Set.of(
            "about", "after", "also", "and", "any", "are", "been", "before", "but", "can", "could", "did", "does",
            "for", "from", "had", "has", "have", "her", "here", "his", "how", "into", "its", "just", "more", "most",
            "not", "one", "only", "our", "out", "over", "please", "she", "should", "some", "such", "than", "that",
            "the", "their", "them", "then", "there", "these", "they", "this", "those", "under", "use", "using", "very",
            "was", "were", "what", "when", "where", "which", "who", "will", "with", "would", "you", "your", "der",
            "die", "das", "und", "für", "mit", "von", "les", "des", "une", "pour", "avec", "dans", "los", "las", "para",
            "con", "del", "http", "https", "www", "com", "org", "html", "json");

    private static final int SHORT = 2;

    private Common() {}

    static boolean isCommon(String key) {
        return isShort(key) || WORDS.contains(key);
    }

    static boolean isShort(String key) {
        return key.length() <= SHORT;
    }
}
