# Fills a fresh Redmine with what test/connectors/redmine-real.test.ts needs. Run by scripts/test-redmine.mjs.
def key_for(user, value)
  Token.where(user: user, action: 'api').delete_all
  Token.create!(user: user, action: 'api').update_columns(value: value)
end

Setting.rest_api_enabled = '1'
Setting.login_required = '1'

admin = User.find_by!(login: 'admin')
admin.update_columns(must_change_passwd: false)
key_for(admin, ENV.fetch('REDMINE_API_KEY'))

project = Project.create!(
  name: 'Town hall', identifier: 'town-hall', is_public: false,
  enabled_module_names: ['issue_tracking'], trackers: Tracker.all.to_a
)
IssueCategory.create!(project: project, name: 'Public lighting')

{ 'Recado' => true, 'Recado phone' => true, 'No filter' => false }.each do |name, is_filter|
  IssueCustomField.create!(
    name: name, field_format: 'string', is_filter: is_filter, is_for_all: true, trackers: Tracker.all.to_a
  )
end

# Somebody who may report and comment, and neither list custom fields nor close: what an office gives away first.
reporter = User.new(firstname: 'Recado', lastname: 'Reporter', mail: 'reporter@example.org', language: 'en')
reporter.login = 'reporter'
reporter.password = reporter.password_confirmation = SecureRandom.hex(16)
reporter.save!
key_for(reporter, ENV.fetch('REDMINE_REPORTER_KEY'))
Member.create!(project: project, user: reporter, roles: [Role.find_by!(name: 'Reporter')])
