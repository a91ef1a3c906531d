package dev.wadi.testing;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import java.io.IOException;
import java.util.Map;

/** Halts a program where it enters a method for the n-th time, so that it can be killed right there. */
public final class Breakpoint implements AutoCloseable {

    private final ListeningConnector connector;
    private final Map<String, Connector.Argument> arguments;
    private final String address;

    public Breakpoint() throws Exception {
        connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(candidate -> candidate.name().equals("com.sun.jdi.SocketListen"))
                .findFirst()
                .orElseThrow();
        arguments = connector.defaultArguments();
        arguments.get("localAddress").setValue("127.0.0.1");
        arguments.get("timeout").setValue("30000");
        address = connector.startListening(arguments);
    }

    /** The option of the JVM that makes it wait for {@link #await}. */
    public String option() {
        return "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=" + address;
    }

    /** Lets the program run until it enters the method for the n-th time; it is halted then. */
    public void await(String className, String method, int times) throws Exception {
        VirtualMachine machine = connector.accept(arguments);
        ClassPrepareRequest prepare = machine.eventRequestManager().createClassPrepareRequest();
        prepare.addClassFilter(className);
        prepare.enable();
        machine.resume();
        while (true) {
            EventSet events = machine.eventQueue().remove(60_000);
            if (events == null) {
                throw new IOException(className + "." + method + " was not entered " + times + " times in 60 s");
            }
            for (Event event : events) {
                if (event instanceof BreakpointEvent) {
                    return;
                }
                if (event instanceof ClassPrepareEvent prepared) {
                    halt(machine, prepared.referenceType(), method, times);
                }
            }
            events.resume();
        }
    }

    private static void halt(VirtualMachine machine, ReferenceType type, String method, int times) {
        Method entered = type.methodsByName(method).get(0);
        BreakpointRequest request = machine.eventRequestManager().createBreakpointRequest(entered.location());
        request.addCountFilter(times);
        request.enable();
    }

    @Override
    public void close() throws IOException {
        try {
            connector.stopListening(arguments);
        } catch (IllegalConnectorArgumentsException e) {
            throw new IOException(e);
        }
    }
}
