package dev.runtree.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-24T13:05:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, 0 µs",
        "12000, 12 µs",
        "839600, 840 µs",
        "999600, 1 ms",
        "80000000, 80 ms",
        "832400000, 832 ms",
        "999600000, 1.00 s",
        "1240000000, 1.24 s",
        "14815000000, 14.82 s",
        "59996000000, 1m 00s",
        "65000000000, 1m 05s",
        "2832000000000, 47m 12s",
        "3599600000000, 1h 00m",
        "7620000000000, 2h 07m",
        "114000000000000, 31h 40m",
        "3600000000000000, 41d 16h",
        "1795687200000000000, '20,783d'"
    })
    void aDurationHasTheUnitOfItsSize(long nanos, String written) {
        assertThat(Figures.duration(nanos)).isEqualTo(written);
    }

    @Test
    void aDurationThatGrowsOrWaitsIsCoarser() {
        assertThat(Figures.running(44_600_000_000L)).isEqualTo("44.6 s");
        assertThat(Figures.running(59_960_000_000L)).isEqualTo("1m 00s");
        assertThat(Figures.waiting(41_200_000_000L)).isEqualTo("41 s");
        assertThat(Figures.waiting(125_000_000_000L)).isEqualTo("2m 05s");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "500, 0.5 µs",
        "250000, 250 µs",
        "1500000, 1.5 ms",
        "500000000, 500 ms",
        "5000000000, 5 s",
        "1500000000, 1.5 s",
        "60000000000, 1m",
        "1210000000000, 20m 10s",
        "61500000000, 1m 1.5s",
        "3600000000000, 1h",
        "5400000000000, 1h 30m",
        "3605000000000, 1h 05s",
        "3600000000000000, 41d 16h",
        "430444800000000000, 4982d"
    })
    void aTickIsTheShortestExactForm(long nanos, String written) {
        assertThat(Figures.tick(nanos)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "104, 104",
        "999, 999",
        "1000, 1.0k",
        "12400, 12.4k",
        "99949, 99.9k",
        "99950, 100k",
        "345400, 345k",
        "999499, 999k",
        "999500, 1.00M",
        "3410000, 3.41M",
        "34700000, 34.7M",
        "347000000, 347M",
        "1234000000, 1.23G"
    })
    void tokensKeepThreeDigits(long tokens, String written) {
        assertThat(Figures.tokens(tokens)).isEqualTo(written);
        assertThat(Figures.tokenTotal(tokens)).isEqualTo(written + " tok");
    }

    @Test
    void tokensReadAndWrittenAreWhole() {
        assertThat(Figures.inAndOut(1518L, 104L)).isEqualTo("1,518 → 104 tok");
        assertThat(Figures.inAndOut(1518L, null)).isEqualTo("1,518 → ? tok");
        assertThat(Figures.inAndOut(null, null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0031, $0.0031",
        "6.118, $6.1180",
        "0, $0",
        "0.00001, <$0.0001",
        "0.0001, $0.0001",
        "-0.5, −$0.5000",
        "1234.5, '$1,234.5000'"
    })
    void costHasFourDecimals(BigDecimal dollars, String written) {
        assertThat(Figures.cost(dollars)).isEqualTo(written);
    }

    @Test
    void costSummedOverDaysHasTwoDecimals() {
        assertThat(Figures.costSum(new BigDecimal("83.305"))).isEqualTo("$83.31");
        assertThat(Figures.costSum(new BigDecimal("0.001"))).isEqualTo("<$0.01");
    }

    @Test
    void whatIsUnknownIsEmpty() {
        assertThat(Figures.duration(null)).isEmpty();
        assertThat(Figures.tokens(null)).isEmpty();
        assertThat(Figures.tokenTotal(null)).isEmpty();
        assertThat(Figures.cost(null)).isEmpty();
    }

    @Test
    void countsAreGroupedAndSayWhenTheyWereCapped() {
        assertThat(Figures.count(100_000)).isEqualTo("100,000");
        assertThat(Figures.capped(999, 1_000)).isEqualTo("999");
        assertThat(Figures.capped(1_000, 1_000)).isEqualTo("1,000+");
    }

    @Test
    void sharesAndChangesHaveARealMinusSign() {
        assertThat(Figures.share(0.074)).isEqualTo("7.4 %");
        assertThat(Figures.share(0)).isEqualTo("0 %");
        assertThat(Figures.share(0.0999)).isEqualTo("10 %");
        assertThat(Figures.share(0.994)).isEqualTo("99 %");
        assertThat(Figures.share(0.996)).isEqualTo(">99 %");
        assertThat(Figures.share(1)).isEqualTo("100 %");
        assertThat(Figures.share(0.003)).isEqualTo("0.3 %");
        assertThat(Figures.share(0.0003)).isEqualTo("<0.1 %");
        assertThat(Figures.change(-0.0002)).isEqualTo("−<0.1 %");
        assertThat(Figures.change(0.61)).isEqualTo("+61 %");
        assertThat(Figures.change(-0.034)).isEqualTo("−3.4 %");
        assertThat(Figures.difference(-3_780_000_000L)).isEqualTo("−3.78 s");
        assertThat(Figures.difference(0)).isEqualTo("0 µs");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "812, 812 B",
        "1023, 1023 B",
        "1024, 1.0 KB",
        "12698, 12.4 KB",
        "1048570, 1.0 MB",
        "20971520, 20.0 MB"
    })
    void bytesGoInBinarySteps(long bytes, String written) {
        assertThat(Figures.bytes(bytes)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T13:02:11Z, 14:02:11", "2026-11-23T23:00:00Z, 00:00:00", "2026-11-19T18:46:59Z, Thu 19:46",
        "2026-11-18T00:00:00Z, Wed 01:00", "2026-11-17T18:46:00Z, 17 Nov 19:46", "2026-11-03T08:12:00Z, 3 Nov 09:12",
        "2025-11-03T08:12:00Z, 3 Nov 2025 09:12", "2026-11-25T08:12:00Z, 25 Nov 09:12"
    })
    void aTimeIsAsLongAsItsDistanceAsks(Instant time, String written) {
        assertThat(Figures.time(time, NOW, BERLIN)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T13:04:30Z, 30 s ago",
        "2026-11-24T13:05:10Z, 0 s ago",
        "2255-03-14T16:00:00Z, ''",
        "2026-11-24T13:02:50Z, 2 min ago",
        "2026-11-23T21:00:00Z, 16 h ago",
        "2026-11-23T13:05:00Z, ''"
    })
    void agoIsToldUnderADay(Instant time, String written) {
        assertThat(Figures.ago(time, NOW)).isEqualTo(written);
    }

    @Test
    void anExactTimeKeepsItsNanoseconds() {
        assertThat(Figures.exactTime(1_795_525_331_000_000_123L)).isEqualTo("2026-11-24T13:02:11.000000123Z");
        assertThat(Figures.exactTime(-1)).isEqualTo("1969-12-31T23:59:59.999999999Z");
    }
}
