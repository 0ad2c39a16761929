package dev.runtree.export.send;

import java.time.Duration;

/**
 * How soon what is done.
 *
 * @param quiet a trace with which nothing has happened for so long is sent
 * @param longest one that changes all the time is sent after so long
 * @param open steps that have not ended are given up when nothing has happened for so long, as runs are
 * @param lease so long a process is believed to send that has not been heard of
 * @param look how often it is asked what is to be sent
 * @param firstRetry how long a target is left alone that failed once
 * @param response how long an answer may take, to its last byte
 */
record Pace(
        Duration quiet,
        Duration longest,
        Duration open,
        Duration lease,
        Duration look,
        Duration firstRetry,
        Duration response) {
    static final Pace USUAL = new Pace(
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30));
}
