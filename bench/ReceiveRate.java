import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Counts frames from a load server, and prints frames a second, and nanoseconds of processor time a frame, from the end of the
 * first quarter to the last frame: while the first ones come, the JVM still compiles.
 *
 * <p>usage: ReceiveRate bare|feed PORT FRAMES
 */
public final class ReceiveRate {

    private static final CountDownLatch DONE = new CountDownLatch(1);
    private static final AtomicLong COUNT = new AtomicLong();
    private static long expected;
    private static long begin;
    private static long cpuBegin;

    private ReceiveRate() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        expected = Long.parseLong(args[2]);
        Vertx vertx = null;
        DefaultCamelContext context = new DefaultCamelContext();
        if (args[0].equals("bare")) {
            vertx = Vertx.vertx();
            vertx.createHttpClient(new HttpClientOptions()).webSocket(port, "127.0.0.1", "/",
                    opened -> opened.result().textMessageHandler(text -> count()));
        } else {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("feed:rate?url=ws://127.0.0.1:" + port + "/").process(exchange -> count());
                }
            });
            context.start();
        }
        DONE.await();
        long counted = expected - expected / 4;
        System.out.println(Math.round(counted / ((System.nanoTime() - begin) / 1e9)) + " " + (cpu() - cpuBegin) / counted);
        System.exit(0);
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static void count() {
        long now = COUNT.incrementAndGet();
        if (now == expected / 4) {
            begin = System.nanoTime();
            cpuBegin = cpu();
        } else if (now == expected) {
            DONE.countDown();
        }
    }
}
