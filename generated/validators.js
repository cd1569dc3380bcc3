// Generated from openapi/ by `npm run generate`. Do not edit.
var schema14Keys = { organization_name: !0, patient_name: !0, patient_ssn: !0, patient_dob: !0, patient_phone_number: !0, date_of_injury: !0, expected_appointment_date_time: !0, local_timezone: !0, service_modality: !0, claim_number: !0, insurer_group_name: !0, body_part: !0, provider_office: !0, provider_office_address: !0, provider_state: !0, eoc_number: !0, notes: !0 }, EntityInput = validate21;
var pattern0 = new RegExp("^(?:[01]\\d|2[0-3]):[0-5]\\d$", "u");
function validate25(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    data.start === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "start" }), errors++), data.end === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "end" }), errors++);
    for (let key0 in data)
      key0 === "start" || key0 === "end" || (vErrors = failed(vErrors, instancePath, "additionalProperties", { additionalProperty: key0 }), errors++);
    if (data.start !== void 0) {
      let data0 = data.start;
      typeof data0 == "string" ? pattern0.test(data0) || (vErrors = failed(vErrors, instancePath + "/start", "pattern", { pattern: "^(?:[01]\\d|2[0-3]):[0-5]\\d$" }), errors++) : (vErrors = failed(vErrors, instancePath + "/start", "type", { type: "string" }), errors++);
    }
    if (data.end !== void 0) {
      let data1 = data.end;
      typeof data1 == "string" ? pattern0.test(data1) || (vErrors = failed(vErrors, instancePath + "/end", "pattern", { pattern: "^(?:[01]\\d|2[0-3]):[0-5]\\d$" }), errors++) : (vErrors = failed(vErrors, instancePath + "/end", "type", { type: "string" }), errors++);
    }
  } else
    vErrors = failed(vErrors, instancePath, "type", { type: "object" }), errors++;
  return validate25.errors = vErrors, errors === 0;
}
function validate24(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    data.windows === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "windows" }), errors++), data.default_call_time === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "default_call_time" }), errors++);
    for (let key0 in data)
      key0 === "windows" || key0 === "default_call_time" || (vErrors = failed(vErrors, instancePath, "additionalProperties", { additionalProperty: key0 }), errors++);
    if (data.windows !== void 0) {
      let data0 = data.windows;
      if (Array.isArray(data0)) {
        data0.length < 1 && (vErrors = failed(vErrors, instancePath + "/windows", "minItems", { limit: 1 }), errors++);
        let len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++)
          validate25(data0[i0], { instancePath: instancePath + "/windows/" + i0, parentData: data0, parentDataProperty: i0, rootData }) || (vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors), errors = vErrors.length);
      } else
        vErrors = failed(vErrors, instancePath + "/windows", "type", { type: "array" }), errors++;
    }
    if (data.default_call_time !== void 0) {
      let data2 = data.default_call_time;
      typeof data2 == "string" ? pattern0.test(data2) || (vErrors = failed(vErrors, instancePath + "/default_call_time", "pattern", { pattern: "^(?:[01]\\d|2[0-3]):[0-5]\\d$" }), errors++) : (vErrors = failed(vErrors, instancePath + "/default_call_time", "type", { type: "string" }), errors++);
    }
  } else
    vErrors = failed(vErrors, instancePath, "type", { type: "object" }), errors++;
  return validate24.errors = vErrors, errors === 0;
}
function validate28(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data)
      key0 !== "default_call_time" && (vErrors = failed(vErrors, instancePath, "additionalProperties", { additionalProperty: key0 }), errors++);
    data.default_call_time !== void 0 && data.default_call_time !== null && (vErrors = failed(vErrors, instancePath + "/default_call_time", "type", { type: "null" }), errors++);
  } else
    vErrors = failed(vErrors, instancePath, "type", { type: "object" }), errors++;
  return validate28.errors = vErrors, errors === 0;
}
function validate23(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0, _errs0 = errors, valid0 = !0, _errs1 = errors;
  if (errors === _errs1)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.windows === void 0 && (missing0 = "windows")) {
        let err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
    } else {
      let err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  var _valid0 = _errs1 === errors;
  errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null);
  let ifClause0;
  if (_valid0) {
    let _errs3 = errors;
    validate24(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors), errors = vErrors.length);
    var _valid0 = _errs3 === errors;
    valid0 = _valid0, ifClause0 = "then";
  } else {
    let _errs4 = errors;
    validate28(data, { instancePath, parentData, parentDataProperty, rootData }) || (vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors), errors = vErrors.length);
    var _valid0 = _errs4 === errors;
    valid0 = _valid0, ifClause0 = "else";
  }
  return valid0 || (vErrors = failed(vErrors, instancePath, "if", { failingKeyword: ifClause0 }), errors++), validate23.errors = vErrors, errors === 0;
}
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data)
      key0 === "monday" || key0 === "tuesday" || key0 === "wednesday" || key0 === "thursday" || key0 === "friday" || key0 === "saturday" || key0 === "sunday" || (vErrors = failed(vErrors, instancePath, "additionalProperties", { additionalProperty: key0 }), errors++);
    data.monday !== void 0 && (validate23(data.monday, { instancePath: instancePath + "/monday", parentData: data, parentDataProperty: "monday", rootData }) || (vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors), errors = vErrors.length)), data.tuesday !== void 0 && (validate23(data.tuesday, { instancePath: instancePath + "/tuesday", parentData: data, parentDataProperty: "tuesday", rootData }) || (vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors), errors = vErrors.length)), data.wednesday !== void 0 && (validate23(data.wednesday, { instancePath: instancePath + "/wednesday", parentData: data, parentDataProperty: "wednesday", rootData }) || (vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors), errors = vErrors.length)), data.thursday !== void 0 && (validate23(data.thursday, { instancePath: instancePath + "/thursday", parentData: data, parentDataProperty: "thursday", rootData }) || (vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors), errors = vErrors.length)), data.friday !== void 0 && (validate23(data.friday, { instancePath: instancePath + "/friday", parentData: data, parentDataProperty: "friday", rootData }) || (vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors), errors = vErrors.length)), data.saturday !== void 0 && (validate23(data.saturday, { instancePath: instancePath + "/saturday", parentData: data, parentDataProperty: "saturday", rootData }) || (vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors), errors = vErrors.length)), data.sunday !== void 0 && (validate23(data.sunday, { instancePath: instancePath + "/sunday", parentData: data, parentDataProperty: "sunday", rootData }) || (vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors), errors = vErrors.length));
  } else
    vErrors = failed(vErrors, instancePath, "type", { type: "object" }), errors++;
  return validate22.errors = vErrors, errors === 0;
}
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    data.name === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "name" }), errors++), data.location_timezone === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "location_timezone" }), errors++), data.working_hours_policy === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "working_hours_policy" }), errors++);
    for (let key0 in data)
      key0 === "name" || key0 === "location_name" || key0 === "location_timezone" || key0 === "working_hours_policy" || key0 === "ivr_answer_key_guide" || (vErrors = failed(vErrors, instancePath, "additionalProperties", { additionalProperty: key0 }), errors++);
    if (data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? data0.length < 1 && (vErrors = failed(vErrors, instancePath + "/name", "minLength", { limit: 1 }), errors++) : (vErrors = failed(vErrors, instancePath + "/name", "type", { type: "string" }), errors++);
    }
    if (data.location_name !== void 0) {
      let data1 = data.location_name;
      typeof data1 != "string" && data1 !== null && (vErrors = failed(vErrors, instancePath + "/location_name", "type", { type: ["string", "null"] }), errors++);
    }
    if (data.location_timezone !== void 0) {
      let data2 = data.location_timezone;
      typeof data2 == "string" ? data2.length < 1 && (vErrors = failed(vErrors, instancePath + "/location_timezone", "minLength", { limit: 1 }), errors++) : (vErrors = failed(vErrors, instancePath + "/location_timezone", "type", { type: "string" }), errors++);
    }
    if (data.working_hours_policy !== void 0 && (validate22(data.working_hours_policy, { instancePath: instancePath + "/working_hours_policy", parentData: data, parentDataProperty: "working_hours_policy", rootData }) || (vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors), errors = vErrors.length)), data.ivr_answer_key_guide !== void 0) {
      let data4 = data.ivr_answer_key_guide;
      typeof data4 != "string" && data4 !== null && (vErrors = failed(vErrors, instancePath + "/ivr_answer_key_guide", "type", { type: ["string", "null"] }), errors++);
    }
  } else
    vErrors = failed(vErrors, instancePath, "type", { type: "object" }), errors++;
  return validate21.errors = vErrors, errors === 0;
}
var QueueCallsInput = validate38;
var pattern3 = new RegExp("^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$", "u"), pattern4 = new RegExp("^\\+1[2-9]\\d{2}[2-9]\\d{6}$", "u"), pattern5 = new RegExp("^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])[Tt](?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$", "u");
var func6 = Object.prototype.hasOwnProperty, pattern6 = new RegExp("^(?:\\d{9}|\\d{4}|\\d{3}-\\d{2}-\\d{4}|(?:[*Xx#]{1,5}|[*Xx#]{3}-[*Xx#]{2})-?\\d{4})$", "u"), pattern7 = new RegExp("^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$", "u"), pattern8 = new RegExp("^(?:\\D*\\d){10}", "u"), pattern10 = new RegExp("^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d$", "u");
function validate40(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    data.organization_name === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "organization_name" }), errors++), data.patient_name === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "patient_name" }), errors++), data.patient_dob === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "patient_dob" }), errors++), data.date_of_injury === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "date_of_injury" }), errors++), data.expected_appointment_date_time === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "expected_appointment_date_time" }), errors++), data.local_timezone === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "local_timezone" }), errors++), data.service_modality === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "service_modality" }), errors++), data.insurer_group_name === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "insurer_group_name" }), errors++), data.body_part === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "body_part" }), errors++), data.provider_office === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "provider_office" }), errors++), data.provider_office_address === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "provider_office_address" }), errors++), data.eoc_number === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "eoc_number" }), errors++);
    for (let key0 in data)
      func6.call(schema14Keys, key0) || (vErrors = failed(vErrors, instancePath, "additionalProperties", { additionalProperty: key0 }), errors++);
    if (data.organization_name !== void 0) {
      let data0 = data.organization_name;
      typeof data0 == "string" ? data0.length < 1 && (vErrors = failed(vErrors, instancePath + "/organization_name", "minLength", { limit: 1 }), errors++) : (vErrors = failed(vErrors, instancePath + "/organization_name", "type", { type: "string" }), errors++);
    }
    if (data.patient_name !== void 0) {
      let data1 = data.patient_name;
      typeof data1 == "string" ? data1.length < 1 && (vErrors = failed(vErrors, instancePath + "/patient_name", "minLength", { limit: 1 }), errors++) : (vErrors = failed(vErrors, instancePath + "/patient_name", "type", { type: "string" }), errors++);
    }
    if (data.patient_ssn !== void 0) {
      let data2 = data.patient_ssn;
      typeof data2 != "string" && data2 !== null && (vErrors = failed(vErrors, instancePath + "/patient_ssn", "type", { type: ["string", "null"] }), errors++), typeof data2 == "string" && (pattern6.test(data2) || (vErrors = failed(vErrors, instancePath + "/patient_ssn", "pattern", { pattern: "^(?:\\d{9}|\\d{4}|\\d{3}-\\d{2}-\\d{4}|(?:[*Xx#]{1,5}|[*Xx#]{3}-[*Xx#]{2})-?\\d{4})$" }), errors++));
    }
    if (data.patient_dob !== void 0) {
      let data3 = data.patient_dob;
      typeof data3 == "string" ? pattern7.test(data3) || (vErrors = failed(vErrors, instancePath + "/patient_dob", "pattern", { pattern: "^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$" }), errors++) : (vErrors = failed(vErrors, instancePath + "/patient_dob", "type", { type: "string" }), errors++);
    }
    if (data.patient_phone_number !== void 0) {
      let data4 = data.patient_phone_number;
      typeof data4 != "string" && data4 !== null && (vErrors = failed(vErrors, instancePath + "/patient_phone_number", "type", { type: ["string", "null"] }), errors++), typeof data4 == "string" && (pattern8.test(data4) || (vErrors = failed(vErrors, instancePath + "/patient_phone_number", "pattern", { pattern: "^(?:\\D*\\d){10}" }), errors++));
    }
    if (data.date_of_injury !== void 0) {
      let data5 = data.date_of_injury;
      typeof data5 == "string" ? pattern7.test(data5) || (vErrors = failed(vErrors, instancePath + "/date_of_injury", "pattern", { pattern: "^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$" }), errors++) : (vErrors = failed(vErrors, instancePath + "/date_of_injury", "type", { type: "string" }), errors++);
    }
    if (data.expected_appointment_date_time !== void 0) {
      let data6 = data.expected_appointment_date_time;
      typeof data6 == "string" ? pattern10.test(data6) || (vErrors = failed(vErrors, instancePath + "/expected_appointment_date_time", "pattern", { pattern: "^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d$" }), errors++) : (vErrors = failed(vErrors, instancePath + "/expected_appointment_date_time", "type", { type: "string" }), errors++);
    }
    if (data.local_timezone !== void 0) {
      let data7 = data.local_timezone;
      typeof data7 == "string" ? data7.length < 1 && (vErrors = failed(vErrors, instancePath + "/local_timezone", "minLength", { limit: 1 }), errors++) : (vErrors = failed(vErrors, instancePath + "/local_timezone", "type", { type: "string" }), errors++);
    }
    if (data.service_modality !== void 0) {
      let data8 = data.service_modality;
      typeof data8 == "string" ? data8.length < 1 && (vErrors = failed(vErrors, instancePath + "/service_modality", "minLength", { limit: 1 }), errors++) : (vErrors = failed(vErrors, instancePath + "/service_modality", "type", { type: "string" }), errors++);
    }
    if (data.claim_number !== void 0 && typeof data.claim_number != "string" && (vErrors = failed(vErrors, instancePath + "/claim_number", "type", { type: "string" }), errors++), data.insurer_group_name !== void 0) {
      let data10 = data.insurer_group_name;
      typeof data10 == "string" ? data10.length < 1 && (vErrors = failed(vErrors, instancePath + "/insurer_group_name", "minLength", { limit: 1 }), errors++) : (vErrors = failed(vErrors, instancePath + "/insurer_group_name", "type", { type: "string" }), errors++);
    }
    if (data.body_part !== void 0) {
      let data11 = data.body_part;
      typeof data11 == "string" ? data11.length < 1 && (vErrors = failed(vErrors, instancePath + "/body_part", "minLength", { limit: 1 }), errors++) : (vErrors = failed(vErrors, instancePath + "/body_part", "type", { type: "string" }), errors++);
    }
    if (data.provider_office !== void 0) {
      let data12 = data.provider_office;
      typeof data12 == "string" ? data12.length < 1 && (vErrors = failed(vErrors, instancePath + "/provider_office", "minLength", { limit: 1 }), errors++) : (vErrors = failed(vErrors, instancePath + "/provider_office", "type", { type: "string" }), errors++);
    }
    if (data.provider_office_address !== void 0) {
      let data13 = data.provider_office_address;
      typeof data13 == "string" ? data13.length < 1 && (vErrors = failed(vErrors, instancePath + "/provider_office_address", "minLength", { limit: 1 }), errors++) : (vErrors = failed(vErrors, instancePath + "/provider_office_address", "type", { type: "string" }), errors++);
    }
    if (data.provider_state !== void 0) {
      let data14 = data.provider_state;
      typeof data14 != "string" && data14 !== null && (vErrors = failed(vErrors, instancePath + "/provider_state", "type", { type: ["string", "null"] }), errors++);
    }
    if (data.eoc_number !== void 0) {
      let data15 = data.eoc_number;
      typeof data15 == "string" ? data15.length < 1 && (vErrors = failed(vErrors, instancePath + "/eoc_number", "minLength", { limit: 1 }), errors++) : (vErrors = failed(vErrors, instancePath + "/eoc_number", "type", { type: "string" }), errors++);
    }
    if (data.notes !== void 0) {
      let data16 = data.notes;
      typeof data16 != "string" && data16 !== null && (vErrors = failed(vErrors, instancePath + "/notes", "type", { type: ["string", "null"] }), errors++);
    }
  } else
    vErrors = failed(vErrors, instancePath, "type", { type: "object" }), errors++;
  return validate40.errors = vErrors, errors === 0;
}
function validate39(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    data.entity_id === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "entity_id" }), errors++), data.outbound_phone_number === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "outbound_phone_number" }), errors++), data.call_type === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "call_type" }), errors++), data.details === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "details" }), errors++);
    for (let key0 in data)
      key0 === "entity_id" || key0 === "external_reference_id" || key0 === "outbound_phone_number" || key0 === "call_type" || key0 === "notes" || key0 === "deadline" || key0 === "details" || (vErrors = failed(vErrors, instancePath, "additionalProperties", { additionalProperty: key0 }), errors++);
    if (data.entity_id !== void 0) {
      let data0 = data.entity_id;
      typeof data0 == "string" ? pattern3.test(data0) || (vErrors = failed(vErrors, instancePath + "/entity_id", "pattern", { pattern: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$" }), errors++) : (vErrors = failed(vErrors, instancePath + "/entity_id", "type", { type: "string" }), errors++);
    }
    if (data.external_reference_id !== void 0) {
      let data1 = data.external_reference_id;
      typeof data1 == "string" ? data1.length < 1 && (vErrors = failed(vErrors, instancePath + "/external_reference_id", "minLength", { limit: 1 }), errors++) : (vErrors = failed(vErrors, instancePath + "/external_reference_id", "type", { type: "string" }), errors++);
    }
    if (data.outbound_phone_number !== void 0) {
      let data2 = data.outbound_phone_number;
      typeof data2 == "string" ? pattern4.test(data2) || (vErrors = failed(vErrors, instancePath + "/outbound_phone_number", "pattern", { pattern: "^\\+1[2-9]\\d{2}[2-9]\\d{6}$" }), errors++) : (vErrors = failed(vErrors, instancePath + "/outbound_phone_number", "type", { type: "string" }), errors++);
    }
    if (data.call_type !== void 0) {
      let data3 = data.call_type;
      typeof data3 == "string" ? data3.length < 1 && (vErrors = failed(vErrors, instancePath + "/call_type", "minLength", { limit: 1 }), errors++) : (vErrors = failed(vErrors, instancePath + "/call_type", "type", { type: "string" }), errors++);
    }
    if (data.notes !== void 0) {
      let data4 = data.notes;
      typeof data4 != "string" && data4 !== null && (vErrors = failed(vErrors, instancePath + "/notes", "type", { type: ["string", "null"] }), errors++);
    }
    if (data.deadline !== void 0) {
      let data5 = data.deadline;
      typeof data5 != "string" && data5 !== null && (vErrors = failed(vErrors, instancePath + "/deadline", "type", { type: ["string", "null"] }), errors++), typeof data5 == "string" && (pattern5.test(data5) || (vErrors = failed(vErrors, instancePath + "/deadline", "pattern", { pattern: "^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])[Tt](?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$" }), errors++));
    }
    data.details !== void 0 && (validate40(data.details, { instancePath: instancePath + "/details", parentData: data, parentDataProperty: "details", rootData }) || (vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors), errors = vErrors.length));
  } else
    vErrors = failed(vErrors, instancePath, "type", { type: "object" }), errors++;
  return validate39.errors = vErrors, errors === 0;
}
function validate38(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    data.calls === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "calls" }), errors++);
    for (let key0 in data)
      key0 !== "calls" && (vErrors = failed(vErrors, instancePath, "additionalProperties", { additionalProperty: key0 }), errors++);
    if (data.calls !== void 0) {
      let data0 = data.calls;
      if (Array.isArray(data0)) {
        data0.length < 1 && (vErrors = failed(vErrors, instancePath + "/calls", "minItems", { limit: 1 }), errors++);
        let len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++)
          validate39(data0[i0], { instancePath: instancePath + "/calls/" + i0, parentData: data0, parentDataProperty: i0, rootData }) || (vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors), errors = vErrors.length);
      } else
        vErrors = failed(vErrors, instancePath + "/calls", "type", { type: "array" }), errors++;
    }
  } else
    vErrors = failed(vErrors, instancePath, "type", { type: "object" }), errors++;
  return validate38.errors = vErrors, errors === 0;
}
var TriggerInput = validate43;
function validate44(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  return typeof data != "string" && (vErrors = failed(vErrors, instancePath, "type", { type: "string" }), errors++), data === "immediate" || data === "scheduled" || (vErrors = failed(vErrors, instancePath, "enum", { allowedValues: ["immediate", "scheduled"] }), errors++), validate44.errors = vErrors, errors === 0;
}
function validate43(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    data.request_ids === void 0 && (vErrors = failed(vErrors, instancePath, "required", { missingProperty: "request_ids" }), errors++);
    for (let key0 in data)
      key0 === "request_ids" || key0 === "mode" || (vErrors = failed(vErrors, instancePath, "additionalProperties", { additionalProperty: key0 }), errors++);
    if (data.request_ids !== void 0) {
      let data0 = data.request_ids;
      if (Array.isArray(data0)) {
        data0.length > 1 && (vErrors = failed(vErrors, instancePath + "/request_ids", "maxItems", { limit: 1 }), errors++), data0.length < 1 && (vErrors = failed(vErrors, instancePath + "/request_ids", "minItems", { limit: 1 }), errors++);
        let len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          typeof data1 == "string" ? pattern3.test(data1) || (vErrors = failed(vErrors, instancePath + "/request_ids/" + i0, "pattern", { pattern: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$" }), errors++) : (vErrors = failed(vErrors, instancePath + "/request_ids/" + i0, "type", { type: "string" }), errors++);
        }
      } else
        vErrors = failed(vErrors, instancePath + "/request_ids", "type", { type: "array" }), errors++;
    }
    data.mode !== void 0 && (validate44(data.mode, { instancePath: instancePath + "/mode", parentData: data, parentDataProperty: "mode", rootData }) || (vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors), errors = vErrors.length));
  } else
    vErrors = failed(vErrors, instancePath, "type", { type: "object" }), errors++;
  return validate43.errors = vErrors, errors === 0;
}
function failed(failures, instancePath, keyword, params) {
  let failure = { instancePath, keyword, params };
  return failures === null ? [failure] : (failures.push(failure), failures);
}
export {
  EntityInput,
  QueueCallsInput,
  TriggerInput
};
