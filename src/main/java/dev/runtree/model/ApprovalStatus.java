package dev.runtree.model;

import java.util.Locale;

/** What has become of an approval that was asked for. */
public enum ApprovalStatus {
    /** Nobody has decided. */
    PENDING,
    APPROVED,
    REJECTED,
    /** Its deadline passed before anybody decided. */
    EXPIRED,
    /** Its run was ended before anybody decided. */
    CANCELLED;

    /** The word in the database and in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ApprovalStatus ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
