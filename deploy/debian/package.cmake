# The Debian package, by CPack out of what `cmake --install` installs: sh deploy/debian/build.sh
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME plenaria)
set(CPACK_PACKAGE_CONTACT "The Plenaria maintainers <maintainers@plenaria.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# The event loop of libwebsockets is loaded when the program runs, so nothing sees it in the binary.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, debconf (>= 0.5) | debconf-2.0, libwebsockets-evlib-uv")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "caddy | nginx")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "editor for texts that delegations negotiate
Delegations co-edit one draft from wherever they are, propose, and say where
they stand; the chair locks what is agreed; observers follow read-only. Every
accepted change is in a hash-chained log on disk before anybody sees it.

This package brings the server, its page, a systemd service and a commented
configuration in /etc/plenaria.")

set(here ${CMAKE_CURRENT_LIST_DIR})
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${here}/postinst ${here}/prerm ${here}/postrm ${here}/conffiles
    ${here}/templates)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

# What is not the program's own: these go to fixed places, whatever the prefix.
# The units are those of deploy/, with the package's paths and an account that stays.
foreach(name plenaria.service plenaria-backup.service plenaria-backup.timer)
    file(READ ${CMAKE_SOURCE_DIR}/deploy/${name} unit)
    string(REGEX REPLACE "^#[^\n]*\n" "" unit "${unit}")
    string(REPLACE "/usr/local/bin/plenaria" "/usr/bin/plenaria" unit "${unit}")
    string(REPLACE "/etc/plenaria.conf" "/etc/plenaria/plenaria.conf" unit "${unit}")
    string(REPLACE "User=plenaria\n" "" unit "${unit}")
    string(REPLACE "DynamicUser=yes" "User=plenaria\nGroup=plenaria" unit "${unit}")
    file(WRITE ${CMAKE_BINARY_DIR}/${name} "${unit}")
    install(FILES ${CMAKE_BINARY_DIR}/${name} DESTINATION /usr/lib/systemd/system)
endforeach()
install(FILES ${CMAKE_SOURCE_DIR}/deploy/plenaria.conf DESTINATION /etc/plenaria)
install(FILES ${here}/copyright ${CMAKE_SOURCE_DIR}/README.md ${CMAKE_SOURCE_DIR}/deploy/Caddyfile ${CMAKE_SOURCE_DIR}/deploy/nginx.conf
        ${CMAKE_SOURCE_DIR}/docs/operate.md ${CMAKE_SOURCE_DIR}/deploy/grafana.json ${CMAKE_SOURCE_DIR}/deploy/alerts.yaml
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/plenaria)
execute_process(COMMAND gzip -9nc ${here}/changelog OUTPUT_FILE ${CMAKE_BINARY_DIR}/changelog.Debian.gz)
install(FILES ${CMAKE_BINARY_DIR}/changelog.Debian.gz DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/plenaria)
execute_process(COMMAND gzip -9nc ${here}/plenaria.1 OUTPUT_FILE ${CMAKE_BINARY_DIR}/plenaria.1.gz)
install(FILES ${CMAKE_BINARY_DIR}/plenaria.1.gz DESTINATION ${CMAKE_INSTALL_DATADIR}/man/man1)
install(FILES ${here}/lintian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME plenaria)
install(DIRECTORY DESTINATION /var/lib/plenaria)
include(CPack)
