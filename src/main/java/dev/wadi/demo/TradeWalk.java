package dev.wadi.demo;

import java.math.BigDecimal;
import java.util.Random;

/** Trades as Binance's {@code btcusdt@trade} sends them: a random walk, repeatable from its seed. Not thread-safe. */
final class TradeWalk {

    private static final int ZERO_PERCENT = 4;
    private static final int MALFORMED_EVERY = 150;

    private final Random random;
    private long cents = 11_424_400;
    private long id = 6_000_000_000L;
    private int count;

    TradeWalk(long seed) {
        random = new Random(seed);
    }

    /** The next frame; a zero-price {@code NA} record in 4 %, cut off in the middle once in 150. */
    String next(long epochMillis) {
        cents += random.nextInt(2001) - 1000;
        boolean zero = random.nextInt(100) < ZERO_PERCENT;
        BigDecimal price = BigDecimal.valueOf(cents, 2);
        BigDecimal quantity = BigDecimal.valueOf(1 + random.nextInt(500), 3);
        boolean maker = random.nextBoolean();
        String frame =
                "{\"e\":\"trade\",\"E\":" + epochMillis + ",\"T\":" + epochMillis + ",\"s\":\"BTCUSDT\",\"t\":" + id++
                        + ",\"p\":\"" + (zero ? "0" : price) + "\",\"q\":\"" + (zero ? "0" : quantity) + "\",\"X\":\""
                        + (zero ? "NA" : "MARKET") + "\",\"m\":" + maker + "}";
        return ++count % MALFORMED_EVERY == MALFORMED_EVERY / 2 ? frame.substring(0, frame.length() / 2) : frame;
    }
}
