package io.streamspace.helm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.TemplateCommand;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong values are refused before anything is installed, and the message says which one, and where it can what to do. */
class ValuesTest {
    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
                    api.replicas | 0 | /api/replicas
                    api.replicas | two | /api/replicas
                    api.image.pullPolicy | Sometimes | /api/image/pullPolicy
                    api.image.tag | '' | /api/image/tag
                    api.config.logLevel | chatty | /api/config/logLevel
                    api.config.heartbeatInterval | often | /api/config/heartbeatInterval
                    api.config.heartbeatIntervall | 30s | heartbeatIntervall
                    api.service.port | 70000 | /api/service/port
                    api.service.type | Tunnel | /api/service/type
                    secrets.jwtSecret | short | /secrets/jwtSecret
                    secrets.secretKeys | short | /secrets/secretKeys
                    secrets.agentEnrolmentKey | short | /secrets/agentEnrolmentKey
                    admin.password | short | /admin/password
                    database.port | 0 | /database/port
                    database.sslMode | maybe | /database/sslMode
                    postgresql.persistence.size | large | /postgresql/persistence/size
                    redis.url | http://redis | /redis/url
                    ingress.path | desktops | /ingress/path
                    ingress.host | https://desktops.example.com | /ingress/host
                    ingress.webSocketTimeoutSeconds | 5 | /ingress/webSocketTimeoutSeconds
                    k8sAgent.config.controlPlaneURL | streamspace.example.com | /k8sAgent/config/controlPlaneURL
                    k8sAgent.config.agentId | my agent | /k8sAgent/config/agentId
                    k8sAgent.config.maxSessions | 0 | /k8sAgent/config/maxSessions
                    k8sAgent.config.maxMemory | much | /k8sAgent/config/maxMemory
                    k8sAgent.replicas | 11 | /k8sAgent/replicas
                    k8sagent.enabled | true | k8sagent
                    metrics.serviceMonitor.interval | daily | /metrics/serviceMonitor/interval
                    """)
    void a_value_that_cannot_be_right_is_named(String value, String wrong, String place) {
        refused(Chart.template(Chart.NEW_KUBERNETES).set(value, wrong), place);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    api.replicas=2 | a viewer that reaches another replica
                    api.autoscaling.enabled=true | a viewer that reaches another replica
                    k8sAgent.replicas=2 | set k8sAgent.ha.enabled=true
                    k8sAgent.ha.leaseName=agents,k8sAgent.ha.redisSecret=redis | by a Lease or by Redis
                    postgresql.enabled=false | set database.host to a PostgreSQL of your own
                    database.host=db.example.com,database.password= | set database.existingSecret
                    ingress.enabled=true | set ingress.host
                    api.enabled=false | set k8sAgent.config.controlPlaneURL
                    api.enabled=false,k8sAgent.enabled=false | Nothing would be installed
                    api.enabled=false,k8sAgent.config.controlPlaneURL=wss://a.example | set k8sAgent.config.agentId
                    api.enabled=false,k8sAgent.config.controlPlaneURL=wss://a.example,k8sAgent.config.agentId=b,secrets.agentEnrolmentKey= | the hub's enrolment key
                    api.config.heartbeatInterval=5s,k8sAgent.config.heartbeatInterval=6s | set only one of them
                    ui.image.tag=local | the hub brings its web UI itself
                    controller.enabled=true | agents took the controller's place
                    nats.enabled=true | need no message broker
                    adminPassword=changeme | the password is in a secret
                    """)
    void values_that_do_not_fit_together_are_answered_with_what_to_do(String values, String sentence) {
        var template = Chart.template(Chart.NEW_KUBERNETES);
        for (String value : values.split(",")) {
            template.set(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
        }
        refused(template, sentence);
    }

    private static void refused(TemplateCommand template, String sentence) {
        assertThatThrownBy(template::call).hasMessageContaining(sentence);
    }
}
