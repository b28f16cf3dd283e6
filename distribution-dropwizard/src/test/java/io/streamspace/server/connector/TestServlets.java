package io.streamspace.server.connector;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Small servlets that make the connector work hard. */
final class TestServlets {
    private TestServlets() {}

    interface Work {
        void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    static HttpServlet of(Work work) {
        return new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
                work.answer(request, response);
            }
        };
    }

    static HttpServlet echoQuery() {
        return of((request, response) -> response.getWriter().print("got " + request.getQueryString()));
    }

    /** Reads the whole body and answers with its length and a checksum. */
    static HttpServlet countBody() {
        return of((request, response) -> {
            long length = 0;
            long sum = 0;
            byte[] buffer = new byte[8192];
            for (int n = request.getInputStream().read(buffer);
                    n >= 0;
                    n = request.getInputStream().read(buffer)) {
                length += n;
                for (int i = 0; i < n; i++) {
                    sum += buffer[i] & 0xFF;
                }
            }
            response.getWriter().print(length + " " + sum);
        });
    }

    /** {@code ?bytes=n}: byte i of the answer is i modulo 251. */
    static HttpServlet pattern() {
        return of((request, response) -> {
            int length = Integer.parseInt(request.getParameter("bytes"));
            response.setContentLength(length);
            response.getOutputStream().write(patternOf(length));
        });
    }

    static HttpServlet waitFor(CountDownLatch entered, CountDownLatch release) {
        return of((request, response) -> {
            entered.countDown();
            try {
                release.await();
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
            response.getWriter().print("finished");
        });
    }

    static byte[] patternOf(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return bytes;
    }
}
