package dev.runtree.settings;

/** Where the password of a profile is looked for. */
public enum PasswordFrom {
    /** {@code PGPASSWORD}, then {@code .pgpass}, as PostgreSQL's own programs do. */
    ENVIRONMENT,
    /** Those, and then the one that was saved with the profile: in the system's key store or an owner-only file. */
    SAVED
}
